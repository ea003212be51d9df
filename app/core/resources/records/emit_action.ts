import type { LucidRow } from '@adonisjs/lucid/types/model'
import { runWithHooks } from '#core/plugins/hook_runner'
import { UnitOfWork } from '#core/database/unit_of_work'

const STANDARD: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'restore'])

/** What the records that are being changed are called by: a change inside a change is part of it. */
const inProgress = new WeakMap<LucidRow, string | null>()

/**
 * Calls what happens to a record by its name, once: a change within is part of
 * it, so that activating a customer is one `customers:activate` and no
 * `customers:update`. Plugins have their say in it, and the audit log knows it,
 * by that name.
 *
 * @param noun of the record's resource, as in its permissions: `customers`
 * @param action `create`, or a command of the business: `win`
 */
export async function emitAction<T>(
  record: LucidRow,
  noun: string,
  action: string,
  work: () => Promise<T>
): Promise<T> {
  const unit = UnitOfWork.get()
  const outer = inProgress.get(record)
  if (outer !== undefined) {
    unit.setAuditAction(outer)
    return work()
  }
  const name = `${noun}:${action}`
  const auditAction = STANDARD.has(action) ? null : name
  inProgress.set(record, auditAction)
  try {
    unit.setAuditAction(auditAction)
    return await runWithHooks(record, name, work)
  } finally {
    inProgress.delete(record)
  }
}
