import { AsyncLocalStorage } from 'node:async_hooks'
import type { Json, Plugin } from '#core/plugins/api'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What is done to one record. */
export interface Deed {
  /** `deals:win` */
  readonly action: string
  readonly recordId: string
}

/** What a request brought with a command, by plugin. */
type Brought = Map<string, Json>

/** By action and record, what the request of a unit of work brought. */
const inputs = new WeakMap<UnitOfWork, Map<string, Brought>>()

/** What was brought with the command that the application's own code is at; none for code of plugins. */
const running = new AsyncLocalStorage<Brought | null>()

/** Keeps what a request brought for a plugin's hooks into what it does to its record. */
export function rememberInput(plugin: string, deed: Deed, input: Json): void {
  const unit = UnitOfWork.get()
  const known = inputs.get(unit) ?? new Map<string, Brought>()
  inputs.set(unit, known)
  const brought = known.get(keyOf(deed)) ?? new Map<string, Json>()
  known.set(keyOf(deed), brought.set(plugin, input))
}

/** Does to a record what a command says: what that brought is there for all that is done on the way. */
export function withInput<T>(deed: Deed, work: () => T): T {
  const brought = inputs.get(UnitOfWork.get())?.get(keyOf(deed))
  return brought ? running.run(brought, work) : work()
}

/** Runs code of a plugin: what it does itself is no part of the command at which it has its say. */
export function withoutInput<T>(work: () => T): T {
  return running.getStore() ? running.run(null, work) : work()
}

/** Takes up again, within code of a plugin, what was left by `withoutInput`. */
export function resumeInput(): <T>(work: () => T) => T {
  const brought = running.getStore()
  return (work) => (brought ? running.run(brought, work) : work())
}

/**
 * What the request brought for a plugin's hooks into what is done to a record: with that itself, or
 * with the command on whose way it is done, unless the plugin declares input of it by its own name.
 * Null where it came about otherwise.
 */
export function inputFor({ id, inputs: declared = {} }: Plugin, deed: Deed): Json | null {
  const own = inputs.get(UnitOfWork.get())?.get(keyOf(deed))?.get(id)
  return deed.action in declared ? (own ?? null) : inputOfCommand(id)
}

/** What the request brought for a plugin with the command that is being done; null where none is. */
export function inputOfCommand(plugin: string): Json | null {
  return running.getStore()?.get(plugin) ?? null
}

function keyOf({ action, recordId }: Deed): string {
  return `${action} ${recordId.toLowerCase()}`
}
