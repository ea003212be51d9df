import { UnitOfWork } from '#core/database/unit_of_work'
import { dropAssociations } from '#core/associations/drop'
import { dropTimelineItems } from '#core/timeline/drop'
import type { Changes } from '#core/plugins/events/changes'
import { runWithHooks } from '#core/plugins/hook_runner'
import { ensureWritable } from '#core/plugins/read_only/guard'
import { isWrapped, observersOf, takesInput } from '#core/plugins/plugin_set'
import { withInput } from '#core/plugins/rights/input'
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
        if (!this.$isPersisted && isWrapped('codes.next')) {
          const { giveCode } = await import('#core/plugins/services/codes')
          await giveCode(this, noun)
        }
        return runAction(this, this.$isPersisted ? 'update' : 'create', () =>
          emitOutcomes(this, noun, async () => {
            if (this.$isPersisted) await ensureWritable(this, noun)
            return super.save()
          })
        )
      }

      /** Decides what follows from what was assigned, as far as `outcomes` tells of it. */
      async settle(): Promise<void> {}

      /**
       * What happens to it by being written as it is now, beyond that it is: a deal that is put
       * into a won stage is won, be it by a command, a change, or an import.
       *
       * @param _within the action by which it is written: `create`, `update`, or a command of the business
       * @returns names of actions, the one that says most last
       */
      outcomes(_within: string): readonly string[] {
        return []
      }

      override async delete(): Promise<void> {
        await runAction(this, 'delete', () => super.delete())
        await dropAssociations(noun, String(this.$primaryKeyValue))
        await dropTimelineItems(noun, String(this.$primaryKeyValue))
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
 *
 * @param further what it changes besides columns of the record
 */
export async function runAction<T>(
  record: LucidRow,
  action: string,
  work: () => Promise<T>,
  further?: Changes
): Promise<T> {
  const noun = nounOf(modelOfRecord(record))
  return noun === undefined ? work() : emitAction(record, noun, action, work, further)
}

function emitsEvents(model: LucidModel): model is LucidModel & { readonly eventNoun: string } {
  return 'eventNoun' in model
}

const STANDARD: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'restore'])

/** What is happening to a record that is being changed: a change inside a change is part of it. */
interface InProgress {
  readonly action: string
  /** Under what name the audit log knows it; null for what is called by what it does. */
  auditAction: string | null
  /** All that happens to it, under the names that plugins know. */
  readonly happening: Set<string>
}

const inProgress = new WeakMap<LucidRow, InProgress>()

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
  work: () => Promise<T>,
  further?: Changes
): Promise<T> {
  const unit = UnitOfWork.get()
  const outer = inProgress.get(record)
  if (outer !== undefined) {
    unit.setAuditAction(outer.auditAction)
    return work()
  }
  const name = `${noun}:${action}`
  const auditAction = STANDARD.has(action) ? null : name
  inProgress.set(record, { action, auditAction, happening: new Set([action]) })
  try {
    unit.setAuditAction(auditAction)
    const act = () => withHooks(record, name, work, { settles: action !== 'create', further })
    if (!takesInput(name)) return await act()
    return await withInput({ action: name, recordId: String(record.$primaryKeyValue) }, act)
  } finally {
    inProgress.delete(record)
  }
}

/** What a model says of its records' outcomes. */
interface WithOutcomes extends LucidRow {
  settle(): Promise<void>
  outcomes(within: string): readonly string[]
}

/**
 * Writes a record, and calls what happens to it by that as if a command had done
 * it: hooks and listeners hear of a deal that was won however it came about. The
 * audit log calls the change by it; the making of a record stays one, and what
 * else it means stands beside it.
 */
async function emitOutcomes<T>(
  record: WithOutcomes,
  noun: string,
  work: () => Promise<T>
): Promise<T> {
  const current = inProgress.get(record)
  const unit = UnitOfWork.get()
  /* Plugins act within an organization, and the log is one's. */
  if (!current || unit.organizationId === null) return work()
  await record.settle()
  const outcomes = record.outcomes(current.action).filter((name) => !current.happening.has(name))
  if (outcomes.length === 0) return work()
  for (const outcome of outcomes) current.happening.add(outcome)
  const names = outcomes.map((outcome) => `${noun}:${outcome}`)
  const isNew = !record.$isPersisted
  if (!isNew) current.auditAction = names.at(-1) ?? null
  const named = async () => {
    unit.setAuditAction(current.auditAction)
    const result = await work()
    for (const name of isNew ? names : []) {
      unit.queryDeferred('SELECT record_event($1, $2, $3, $4, NULL)', [
        name,
        noun,
        String(record.$primaryKeyValue),
        'done',
      ])
    }
    return result
  }
  const observed = names.reduceRight(
    (inner: () => Promise<T>, name) => () => withHooks(record, name, inner),
    named
  )
  return observed()
}

/**
 * Lets the plugins that take part in an action have their say in it, if there are any.
 *
 * @param options `settles`: policies see what follows from what a command has assigned
 */
async function withHooks<T>(
  record: LucidRow,
  name: string,
  work: () => Promise<T>,
  { settles = false, further }: { settles?: boolean; further?: Changes | undefined } = {}
): Promise<T> {
  const observers = await observersOf(name)
  if (!observers) return work()
  if (settles && observers.isRuled && settlesFirst(record)) await record.settle()
  return runWithHooks(observers, record, name, work, further)
}

function settlesFirst(record: LucidRow): record is LucidRow & Pick<WithOutcomes, 'settle'> {
  return 'settle' in record && typeof record.settle === 'function'
}
