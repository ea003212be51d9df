import type { QueryResult, QueryResultRow } from 'pg'
import type { Identity } from '#core/access/identity'
import type {
  Deferring,
  PluginStorage,
  Translating,
  WorkContext,
} from '#core/plugins/delivery/types'
import type { RecordAccess } from '#core/plugins/rights/types'
import type { TimelineAccess } from '#core/timeline/types'

/** What every function of a plugin is given, at once or later. */
export interface PluginContext<S = unknown>
  extends RecordAccess, Deferring, Translating, TimelineAccess {
  readonly organizationId: string
  /** The user on whose behalf this happens; null for the system itself. */
  readonly actorId: string | null
  /** The plugin's settings in this organization. */
  readonly settings: S
  /** Files of the plugin's own in this organization. No transaction holds them. */
  readonly storage: PluginStorage
  /** Runs one statement in the transaction of the action, within the organization. */
  query<R extends QueryResultRow>(sql: string, values?: unknown[]): Promise<QueryResult<R>>
}

/** What functions of a plugin are given that run within what a user does. */
export interface Context<S = unknown> extends PluginContext<S> {
  /**
   * Who does it, and what they may: `caller.grants.allows('customers:update')`. Null where the
   * system itself acts: schedules, commands, and what plugins write by models.
   */
  readonly caller: Identity | null
}

/** What functions of a plugin are given that run after what a user did. */
export interface LaterContext<S = unknown> extends PluginContext<S> {
  /**
   * Who did it, and what they may at this moment; null where the system did, or where they may do
   * nothing here any more. Looked up at each call, in a statement of its own.
   */
  caller(): Promise<Identity | null>
}

/** What listeners are given: as jobs, they run outside of any transaction. */
export type ListenerContext<S = unknown> = WorkContext<S>
