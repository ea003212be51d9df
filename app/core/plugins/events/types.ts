import type { LucidRow } from '@adonisjs/lucid/types/model'
import type {
  EventName,
  Events,
  Maybe,
  OptionalEventName,
  OptionalEvents,
  RecordOf,
  WritePattern,
} from '#core/plugins/api'
import type { Context, ListenerContext } from '#core/plugins/context'
import type { Changes, SerializedChanges } from '#core/plugins/events/changes'
import type { Json } from '#core/plugins/rights/types'

/** Why something is refused. */
export interface Veto {
  /** What is wrong, as the API calls it: `customer_id`, `extensions.loyalty.points`. */
  readonly field?: string
  readonly message: string
  /** What stands in the message in braces: `{ points: 3 }`. */
  readonly values?: Readonly<Record<string, string | number>> | undefined
}

/** What hooks are given: they run inside the transaction of the action. */
export interface HookContext<R = LucidRow, S = unknown> extends Context<S> {
  /** `customers:create` */
  readonly action: string
  readonly record: R
  /**
   * The columns that this action changes, with their values before and after it. In `after` only; of
   * `associate` and `dissociate` it is `association`, in both.
   */
  readonly changes: Changes
  /**
   * What the command was given for this plugin, by its `inputs`: the action itself, or the one that
   * does it on its way, as `leads:convert` makes a customer. Null where the action came about
   * otherwise, as by a change, an import or another hook.
   */
  readonly input: Json | null
  /**
   * Refuses the action: 422 with this message and the plugin's name; nothing is
   * written. What stands in the message in braces is taken from the values:
   * `veto('There are only {points} points.', { points })`. `lang/<locale>.json`
   * of the plugin may say it in other languages.
   */
  veto(message: string, values?: Veto['values']): never
  /** The same about one field, which answers, forms and imports name. */
  veto(reason: Veto): never
}

/** Before the write, where the record may still be changed, and after it. A throw undoes all of it. */
export interface Hook<R = LucidRow, S = unknown> {
  before?(context: HookContext<R, S>): Maybe<void>
  after?(context: HookContext<R, S>): Maybe<void>
}

export type Hooks<S = unknown> = { readonly [K in WritePattern]?: Hook<RecordOf<K>, S> }

/** Something that has happened, told after its commit, at least once. */
export interface Message<P = unknown> {
  /** The same at every delivery: what a listener is idempotent by. */
  readonly id: string
  /** The action, `customers:create`, or the event. */
  readonly name: string
  readonly organizationId: string
  readonly actorId: string | null
  readonly payload: P
}

/** The payload of an action. */
export interface Change<R = LucidRow> {
  readonly id: string
  /** The columns that it changed, with their values before and after it, as JSON writes them. */
  readonly changes: SerializedChanges<R>
}

type PayloadOf<K> = K extends EventName ? Events[K] : Change<RecordOf<K>>

/** What a listener is told about the attempt that it makes. */
export interface ListenerRun {
  /** 1 at the first attempt. */
  readonly attempt: number
  /** Aborted when the attempt takes too long, and when the process has to end. */
  readonly signal: AbortSignal
}

/** By what they listen to: functions, or those with how often and for how long they are tried. */
export type Listeners<S = unknown> = {
  readonly [K in WritePattern | EventName]?:
    Listener<PayloadOf<K>, S> | Listener<PayloadOf<K>, S>['handle']
} & {
  readonly [K in OptionalEventName]?: Listener<OptionalEvents[K], S> & { readonly optional: true }
}

/** A listener that says how often and for how long it is tried. */
export interface Listener<P = unknown, S = unknown> {
  /**
   * What it listens to may belong to a plugin that is not installed: nothing is heard then, and
   * nothing keeps the application from starting. The name stands in `OptionalEvents`.
   */
  readonly optional?: true
  /** How often a message is tried again after a failure before it is a dead letter: 8 by default. */
  readonly retries?: number
  /** Seconds after which an attempt has failed: 300 by default, 86 400 at most. */
  readonly timeout?: number
  handle(message: Message<P>, context: ListenerContext<S>, run: ListenerRun): Maybe<void>
}

/** A listener by itself, whatever it listens to. */
export type Handle = Listener['handle']
