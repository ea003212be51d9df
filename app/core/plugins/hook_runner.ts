import logger from '@adonisjs/core/services/logger'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import { PHRASE, Problem, VALUES } from '#core/http/exceptions/problem'
import { columnsOf, modelOfRecord, originalColumnsOf } from '#core/resources/records/columns'
import { isSameValue, kindOf } from '#core/resources/records/same_value'
import type { Changes, Hook, HookContext, Plugin, Veto } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { entriesFor } from '#core/plugins/installed'
import { type Announcement, publish, ensureOwnEvent } from '#core/plugins/messages'
import { fillIn, keyOf } from '#core/plugins/plugin_messages'
import { type Observers, type PluginSet, contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { inputFor, withoutInput } from '#core/plugins/rights/input'
import { actAs, actingCaller } from '#core/plugins/rights/acting'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Lets plugins have their say in a change: hooks before and after it, in its
 * transaction, and listeners after the commit.
 *
 * @param action `customers:create`
 * @param further what it changes besides columns of the record, known before it happens
 * @throws 403 when a policy refuses it to the caller, 422 when a plugin vetoes, 500 naming the plugin when its hook fails;
 * nothing is written then
 */
export async function runWithHooks<T>(
  { set, hooked, isRuled }: Observers,
  record: LucidRow,
  action: string,
  work: () => Promise<T>,
  further: Changes = {}
): Promise<T> {
  /* A hook may do what no transaction can take back. */
  await UnitOfWork.get().verified()
  if (isRuled) authorizeIn(set, record, action)
  const announcements: Announcement[] = []
  const contexts = hooked.map((entry) => ({
    ...entry,
    hooks: entriesFor(entry.hooks, action),
    computing: entriesFor(entry.computing ?? NONE, action),
    context: {
      ...hookContext(set, entry.plugin, record, action, announcements),
      changes: further,
    },
  }))

  for (const { plugin, hooks, computing, context } of contexts) {
    for (const hook of hooks) await timed(plugin, action, () => hook.before?.(context))
    for (const hook of computing) await hook.before?.(context)
  }
  const before = originalColumnsOf(record)
  const result = await work()
  const changes = { ...changedColumns(record, before), ...further }
  if (action.endsWith(':update') && isNothing(changes)) return result
  for (const { plugin, hooks, computing, context } of contexts) {
    const informed = { ...context, changes }
    for (const hook of computing) await hook.after?.(informed)
    for (const hook of hooks) await timed(plugin, action, () => hook.after?.(informed))
  }
  const change = { id: String(record.$primaryKeyValue), changes: inJson(record, changes) }
  await publish(set, [{ name: action, payload: change }, ...announcements])
  return result
}

/**
 * Asks the policies of plugins about what a caller does to a record by something else: who takes a
 * conversion back deletes the customer.
 *
 * @param action `customers:delete`
 * @throws 403 with their reason
 */
export async function authorizeByPlugins(record: LucidRow, action: string): Promise<void> {
  if (actingCaller() !== null) authorizeIn(await currentPlugins(), record, action)
}

/** Asks the policies of plugins about what happens now. @throws 403 with their reason */
function authorizeIn(set: PluginSet, record: LucidRow, action: string): void {
  const caller = actingCaller()
  const reason = caller && set.objection(action, caller, record)
  if (reason === null) return
  throw new Problem(403, {
    code: 'permission_denied',
    detail: reason.text,
    phrase: reason.phrase,
  })
}

function hookContext(
  set: PluginSet,
  plugin: Plugin,
  record: LucidRow,
  action: string,
  announcements: Announcement[]
): HookContext {
  return {
    ...contextOf(set, plugin),
    action,
    record,
    changes: {},
    input: inputFor(plugin, { action, recordId: String(record.$primaryKeyValue) }),
    veto(reason: string | Veto, values?: Veto['values']) {
      const veto = typeof reason === 'string' ? { message: reason, values } : reason
      throw vetoed(plugin.id, veto)
    },
    /* Thrown at once, and delivered after the action: a hook that does not wait for it is right, too. */
    emit(name, payload) {
      ensureOwnEvent(plugin, name)
      announcements.push({ name, payload })
      return Promise.resolve()
    },
  }
}

const NONE: ReadonlyMap<string, Hook> = new Map()

/** The refusal of a plugin, with its words. */
export function vetoed(plugin: string, { field, message: english, values }: Veto): Problem {
  const [message, phrase] = [fillIn(english, values), keyOf(plugin, english)]
  const error = { rule: 'vetoed', message, [PHRASE]: phrase, ...(values && { [VALUES]: values }) }
  return new Problem(422, {
    code: 'vetoed',
    detail: message,
    extra: { plugin },
    phrase,
    ...(values && { values }),
    ...(field !== undefined && { errors: [{ field, ...error }] }),
  })
}

/** Runs a hook, and tells when it was slow. */
async function timed(
  plugin: Plugin,
  action: string,
  hook: () => void | Promise<void>
): Promise<void> {
  const begun = performance.now()
  await withErrorBoundary(plugin, action, () => withoutInput(() => actAs(null, hook)))
  const took = Math.round(performance.now() - begun)
  if (took > SLOW) logger.warn({ plugin: plugin.id, action, took }, 'A hook is slow')
}

/** Milliseconds after which a hook is said to be slow: it holds a transaction open. */
const SLOW = 100

function changedColumns(record: LucidRow, original: Readonly<Record<string, unknown>>): Changes {
  const model = modelOfRecord(record)
  return Object.fromEntries(
    Object.entries(columnsOf(record)).flatMap(([column, after = null]) => {
      const attribute = model.$keys.columnsToAttributes.get(column, column)
      /* What is never answered is told to no one, either. */
      if (model.$getColumn(attribute)?.serializeAs === null) return []
      const before = original[column] ?? null
      const isSame = isSameValue(before, after, kindOf(model, attribute))
      return isSame ? [] : [[column, { before, after }]]
    })
  )
}

/** Days are told without a time of theirs. */
function inJson(record: LucidRow, changes: Changes): Changes {
  const model = modelOfRecord(record)
  const told = (column: string, value: unknown) => {
    const isDay = kindOf(model, model.$keys.columnsToAttributes.get(column, column)) === 'date'
    return isDay && DateTime.isDateTime(value) ? value.toISODate() : value
  }
  return Object.fromEntries(
    Object.entries(changes).map(([column, { before, after }]) => [
      column,
      { before: told(column, before), after: told(column, after) },
    ])
  )
}

/** Whether it was derived away by the record itself, so that nothing was written. */
function isNothing(changes: Changes): boolean {
  return Object.keys(changes).every((column) => column === 'version')
}
