import type { LucidRow } from '@adonisjs/lucid/types/model'
import { runWithHooks } from '#core/plugins/hook_runner'
import { UnitOfWork } from '#core/database/unit_of_work'

const STANDARD: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'restore'])

/** What the records that are being changed are called by: a change inside a change is part of it. */
const underway = new WeakMap<LucidRow, string | null>()

/**
 * Calls what happens to a record by its name, once: a change within is part of
 * it, so that activating a customer is one `customers:activate` and no
 * `customers:update`. Plugins have their say in it, and the audit log knows it,
 * by that name.
 *
 * @param noun of the record's resource, as in its permissions: `customers`
 * @param action `create`, or a command of the business: `win`
 */
export async function announce<T>(
  record: LucidRow,
  noun: string,
  action: string,
  work: () => Promise<T>
): Promise<T> {
  const unit = UnitOfWork.get()
  const outer = underway.get(record)
  if (outer !== undefined) {
    unit.call(outer)
    return work()
  }
  const name = `${noun}:${action}`
  const called = STANDARD.has(action) ? null : name
  underway.set(record, called)
  try {
    unit.call(called)
    return await runWithHooks(record, name, work)
  } finally {
    underway.delete(record)
  }
}
