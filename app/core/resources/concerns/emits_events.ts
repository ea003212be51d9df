import { UnitOfWork } from '#core/database/unit_of_work'
import { runWithHooks } from '#core/plugins/hook_runner'
import { observersOf } from '#core/plugins/plugin_set'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { BaseModel } from '@adonisjs/lucid/orm'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import { modelOfRecord } from '#core/resources/records/columns'

/**
 * Its changes are announced by their names: `customers:create`, and those of
 * the business that commands give with `act`.
 *
 * @param noun of its resource, as in permissions
 */
export function EmitsEvents(noun: string) {
  return function <T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
    class WithName extends superclass {
      /** By what noun the changes of its records are announced. */
      static readonly eventNoun = noun

      override async save(): Promise<this> {
        if (this.$isPersisted && !this.$isDirty) return super.save()
        return runAction(this, this.$isPersisted ? 'update' : 'create', () => super.save())
      }

      override async delete(): Promise<void> {
        await runAction(this, 'delete', () => super.delete())
      }
    }
    return WithName
  }
}

/** The noun by which changes of a model's records are announced; undefined when they are not. */
export function nounOf(model: LucidModel): string | undefined {
  return emitsEvents(model) ? model.eventNoun : undefined
}

/**
 * Does something to a record under the name that the business has for it:
 * `runAction(deal, 'win', …)`. For commands of models.
 */
export async function runAction<T>(
  record: LucidRow,
  action: string,
  work: () => Promise<T>
): Promise<T> {
  const noun = nounOf(modelOfRecord(record))
  return noun === undefined ? work() : emitAction(record, noun, action, work)
}

function emitsEvents(model: LucidModel): model is LucidModel & { readonly eventNoun: string } {
  return 'eventNoun' in model
}

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
    const observers = await observersOf(name)
    return await (observers ? runWithHooks(observers, record, name, work) : work())
  } finally {
    inProgress.delete(record)
  }
}
