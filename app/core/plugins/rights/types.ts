import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Identity } from '#core/access/identity'
import type { FileAnswer, PageAnswer } from '#core/plugins/answers'
import type { Maybe, ModelOf, ResourceName } from '#core/plugins/api'
import type { Context } from '#core/plugins/context'

/** A record as the API answers it: fields by their names, moments and days as texts. */
export type Json = Readonly<Record<string, unknown>>

/** Which records of a list are wanted, as query strings of the API say it. */
export interface ListOptions {
  /** `{ status: 'open', value: { gte: 1000 } }` */
  readonly filters?: Readonly<
    Record<string, string | number | boolean | Readonly<Record<string, string | number | boolean>>>
  >
  readonly search?: string
  /** `['-created_at']`; the order of the resource by default. */
  readonly order?: readonly string[]
  /** At most 100, which is the default. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string
}

export interface RecordPage {
  readonly results: readonly Json[]
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
}

/**
 * The records of one resource, read and written as by its API: the same validation, permissions,
 * reach, policies, hooks, references, versions and audit. What is refused is thrown as the problem
 * that the API would answer, and leaves nothing written.
 */
export interface Records {
  /** @returns null when there is none, or none that may be read */
  find(id: string): Promise<Json | null>
  list(options?: ListOptions): Promise<RecordPage>
  /** @returns the record as it is then. @throws 422, 403 */
  create(body: Json): Promise<Json>
  /** @throws 404, 422, 403 */
  update(id: string, body: Json): Promise<Json>
  /** @param options `force`: also where others refer to it. @throws 404, 403, 409 */
  delete(id: string, options?: { readonly force?: boolean }): Promise<void>
}

/** How a plugin reaches records of any resource. */
export interface RecordAccess {
  /**
   * With the rights of the caller; with those of the system where the system acts. Where the caller
   * may do nothing here any more, as may be later, all of it is refused: 403.
   */
  records(resource: ResourceName): Records
  /** With the rights of the system: all records, and no policy of a plugin is asked. */
  asSystem(): Pick<RecordAccess, 'records'>
}

/** A policy by itself, whatever it decides about. */
export type Ruling = Policy<unknown>['may']

/** A condition by itself, whatever it narrows. */
export type Condition = Scope<unknown>['condition']

/**
 * Asked about a record after the caller's permission: true goes on, a text denies with that reason.
 * About `create`, and what has a name of its own (`deals:win`), it is asked however that comes about:
 * by a request, a bulk change, an import, a conversion, a page of the admin. `record` is as it was,
 * or as it is about to be written where the change itself makes it happen. What the system does, and
 * plugins by models, is not asked about.
 */
export interface Policy<S> {
  may(context: {
    readonly caller: Identity
    readonly record: LucidRow
    readonly settings: S
  }): true | string
}

/**
 * A condition in SQL over the record `r`, which narrows what a caller finds; null
 * lets the caller find all. Asked more than once, and always with the same answer.
 */
export interface Scope<S> {
  condition(
    bind: (value: unknown) => string,
    context: { readonly caller: Identity; readonly settings: S }
  ): string | null
}

/** A search by itself, whatever it finds. */
export type FindRecords = Search<unknown>['find']

/** What else `?search=` of a resource finds. */
export interface Search<S> {
  /**
   * SQL that answers the ids of records that fit the words, and how well from 0 on, which is best:
   * `SELECT id, rank`. What the caller may not find is taken out of it, so it knows no caller; and so
   * it finds by nothing that only some may read. Null finds nothing.
   */
  find(
    bind: (value: unknown) => string,
    context: { readonly words: string; readonly settings: S }
  ): string | null
}

/** What answers a route under a record. */
export interface RecordContext<S = unknown> extends Context<S> {
  /** The id of the record. */
  readonly id: string
  /** The record as its API answers it to the caller. */
  readonly record: Json
  /** What was sent, as the route's `body` reads it. */
  readonly body: Json
  /** Further parameters of the path, by their names. */
  readonly params: Readonly<Record<string, string>>
  /** The query string. */
  readonly parameters: Readonly<Record<string, unknown>>
}

interface RecordAnswer<S> {
  handle(
    context: RecordContext<S>
  ): Maybe<Json | readonly unknown[] | FileAnswer | PageAnswer | null | undefined | void>
}

/** A handler by itself, whatever the settings. */
export type RecordHandler<S = unknown> = RecordAnswer<S>['handle']

/** What a command of a model is called with besides its record. */
export interface CommandContext<S = unknown> extends Context<S> {
  /** What was sent, as the command's `body` reads it. */
  readonly body: Json
}

interface CommandRun<M, S> {
  run(record: M, context: CommandContext<S>): Maybe<void>
}

/** What calls a command of a model: `(quote) => quote.send()`. */
export type CommandHandler<R extends ResourceName, S = unknown> = CommandRun<ModelOf<R>, S>['run']

/** One by itself, whatever it is about. */
export type RunCommand = CommandRun<LucidRow, unknown>['run']
