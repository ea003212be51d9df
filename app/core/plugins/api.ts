import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { VineObject } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { QueryResult, QueryResultRow } from 'pg'
import type { Identity } from '#core/access/identity'
import type { Job } from '#core/jobs/define_job'
import type { MailContent } from '#core/mail/mail'
import type {
  Deferring,
  JobRun,
  HttpAnswer,
  HttpRequest,
  PluginJob,
  PluginMail,
  WorkContext,
} from '#core/plugins/delivery/types'
import type { ExtensionField } from '#core/plugins/fields'
import type { Process, Step, StepRun } from '#core/plugins/processes/types'
import type { PluginRoutes } from '#core/plugins/plugin_routes'
import type { SystemRoleKey } from '#core/access/system_roles'
import type { Resource } from '#core/resources/define_resource'
import type { ApiDescription } from '#core/resources/openapi/operation'

import type { Changes, ToldChanges } from '#core/plugins/events/changes'

export type { Changed, Changes, ToldChanges } from '#core/plugins/events/changes'
export type { Sdk } from '#core/plugins/sdk'
export type { HttpAnswer, HttpRequest, JobRun, PluginJob, PluginMail, WorkContext }
export type { Process, Step, StepRun }

/** The version of this file. `requires: { crm }` is checked against it, not against the application. */
export const API = '1.0.0'

/*
 * Open registries: every module adds to them with `declare module '#core/plugins/api'`,
 * and from them come the names that a hook, a listener, an event or a slot may
 * have, and the types of what it is given.
 */

/** `customers: { model: Customer; actions: 'activate' | 'deactivate' }` */
export interface Resources {}

/** `'loyalty:welcomed': { customer_id: string; points: number }` */
export interface Events {}

/** `verification: { userId: string }`: a mail, and what it is about. */
export interface Mails {}

/** `'reminders:send': { task_id: string }`: a job, and what its plugin enqueues it with. */
export interface Jobs {}

/** `'sync:push': { deal_id: string }`: a process, and what its plugin starts it with. */
export interface Processes {}

/** `'leads.score': ScoreRule` */
export interface Slots {}

/** `'leads.convert': { input: LeadToConvert; output: Converted }`: what a module does under a name, and plugins may wrap. */
export interface Services {}

type Keys<T> = Extract<keyof T, string>
type Maybe<T> = T | Promise<T>
/** At once, or from a module that is loaded when it is needed: `() => import('./hooks.js')`. */
export type Lazy<T> = T | (() => Promise<{ default: T }>)

export type ResourceName = Keys<Resources>
type ModelOf<R> = R extends ResourceName
  ? Resources[R] extends { model: infer M extends LucidRow }
    ? M
    : LucidRow
  : LucidRow
type NamedActions<R extends ResourceName> = Resources[R] extends { actions: infer A extends string }
  ? A
  : never

/** What can happen to a record: `customers:create`, `deals:win`. */
export type WriteAction = {
  [R in ResourceName]: `${R}:${'create' | 'update' | 'delete' | 'restore' | NamedActions<R>}`
}[ResourceName]
/** One action, all of a resource's, or all there are. */
export type WritePattern = WriteAction | `${ResourceName}:*` | '*'
export type EventName = Keys<Events>
export type SlotName = Keys<Slots>
export type MailName = Keys<Mails>
export type ServiceName = Keys<Services>
/** What a service is given. */
export type ServiceInput<K> = K extends ServiceName
  ? Services[K] extends { input: infer I }
    ? I
    : never
  : never
/** What a service answers. */
export type ServiceOutput<K> = K extends ServiceName
  ? Services[K] extends { output: infer O }
    ? O
    : never
  : never
export type JobName = Keys<Jobs>
export type ProcessName = Keys<Processes>

type RecordOf<K> = K extends `${infer R}:${string}` ? ModelOf<R> : LucidRow

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

/** What every function of a plugin is given, at once or later. */
export interface Surroundings<S = unknown> extends RecordAccess, Deferring {
  readonly organizationId: string
  /** The user on whose behalf this happens; null for the system itself. */
  readonly actorId: string | null
  /** The plugin's settings in this organization. */
  readonly settings: S
  /** Runs one statement in the transaction of the action, within the organization. */
  query<R extends QueryResultRow>(sql: string, values?: unknown[]): Promise<QueryResult<R>>
}

/** What functions of a plugin are given that run within what somebody does. */
export interface Context<S = unknown> extends Surroundings<S> {
  /**
   * Who does it, and what they may: `caller.grants.allows('customers:update')`. Null where the
   * system itself acts: schedules, commands, and what plugins write by models.
   */
  readonly caller: Identity | null
}

/** What functions of a plugin are given that run after what somebody did. */
export interface LaterContext<S = unknown> extends Surroundings<S> {
  /**
   * Who did it, and what they may at this moment; null where the system did, or where they may do
   * nothing here any more. Looked up at each call, in a statement of its own.
   */
  caller(): Promise<Identity | null>
}

/** What listeners are given: as jobs, they run outside of any transaction. */
export type ListenerContext<S = unknown> = WorkContext<S>

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
  /** The columns that this action changes, with their values before and after it. In `after` only. */
  readonly changes: Changes
  /**
   * What the command was given for this plugin, by its `inputs`; null where it takes none, or where
   * the action came about otherwise, as by a change or an import.
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
  /** Announces an event of the plugin's own. Delivered when, and only when, the action commits. */
  emit<K extends EventName>(event: K, payload: Events[K]): void
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
  readonly changes: ToldChanges<R>
}

type PayloadOf<K> = K extends EventName ? Events[K] : Change<RecordOf<K>>

export type Listeners<S = unknown> = {
  readonly [K in WritePattern | EventName]?: Listener<PayloadOf<K>, S>['handle']
}
interface Listener<P, S> {
  handle(message: Message<P>, context: ListenerContext<S>): Maybe<void>
}

/** A listener by itself, whatever it listens to. */
export type Handle = Listener<unknown, unknown>['handle']

/** What a module does under the name of a service, unless plugins do it otherwise. */
interface ServiceProvider<K extends ServiceName> {
  provide(input: ServiceInput<K>): Maybe<ServiceOutput<K>>
}

/** A plugin's part in a service of another module, in organizations where it is on. */
export interface ServicePart<K extends ServiceName, S = unknown> {
  /**
   * Runs in the unit of work of whoever calls the service. What it throws is answered as a
   * failure of the plugin; what `next` throws passes through it as it is.
   *
   * @param next the part of the next plugin, or what the module does itself. Not called, it is
   * replaced; called more than once, it runs again
   */
  wrap(
    next: (input: ServiceInput<K>) => Promise<ServiceOutput<K>>,
    input: ServiceInput<K>,
    context: Context<S>
  ): Maybe<ServiceOutput<K>>
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
interface Policy<S> {
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
interface Scope<S> {
  condition(
    bind: (value: unknown) => string,
    context: { readonly caller: Identity; readonly settings: S }
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
  handle(context: RecordContext<S>): Maybe<Json | readonly unknown[] | null | undefined | void>
}

/** A handler by itself, whatever the settings. */
export type RecordHandler<S = unknown> = RecordAnswer<S>['handle']

interface RegisterRoutes<S> {
  register(routes: PluginRoutes<S>): void
}

/** Mails by name, each built when it is sent, in a unit of the system. */
export type MailBuilders = { readonly [K in MailName]?: MailBuilder<Mails[K]>['build'] }
interface MailBuilder<P> {
  /** @returns null when there is nothing left to say */
  build(about: P): Promise<MailContent | null>
}

/** A builder by itself, whatever its mail is about. */
export type BuildMail = MailBuilder<unknown>['build']

/** A card on a page of the admin. */
export interface AdminCard<S = unknown> {
  /** The view, in the plugin's folder `views`: `loyalty::card`. It is given `record`. */
  readonly view: string
  /** What the view is given besides the record. In the transaction of the page, which only reads. */
  state?(
    context: Context<S>,
    record: Readonly<Record<string, unknown>>
  ): Maybe<Readonly<Record<string, unknown>>>
}

/** An entry of the admin's menu of an organization. */
export interface MenuEntry {
  readonly label: string
  /** Under the organization's pages: `customers?extensions.loyalty.tier=gold`. */
  readonly path: string
}

/** A user who has accepted an invitation. */
export interface Newcomer {
  readonly userId: string
  readonly email: string
  readonly firstName: string | null
  readonly lastName: string | null
  /** Who invited them. */
  readonly invitedById: string | null
  /** Whether they may become one whom the organization has already, with what is assigned to that one. */
  readonly mayLink: boolean
}

/** Whom a module made of a user who has accepted an invitation. */
export interface Joined {
  readonly id: string
  readonly code: string
  readonly full_name: string
}

/** Between which versions an organization is upgraded. */
export interface Upgrade {
  /** Null for an organization that turned it on before versions were recorded. */
  readonly from: string | null
  readonly to: string
}

/** A core module or a plugin: what it adds, readable without running it. */
export interface Plugin<S = unknown> {
  /** kebab-case, and the prefix of every name that it brings. */
  readonly id: string
  readonly version: string
  /**
   * Where its folders are: views, and what else is found by its name. Of a
   * package `import.meta.dirname`; `app/plugins/<id>` by default.
   */
  readonly root?: string
  /** The npm package that it comes in, as `plugin:install` writes it down. */
  readonly package?: string
  /** One sentence for the caller who decides whether to turn it on. */
  readonly description?: string
  /** A core module: always on by default, and its names need not begin with its id. */
  readonly core?: boolean
  /** Other plugins by id, and `crm` for this file, with the ranges that fit. They come first. */
  readonly requires?: Readonly<Record<string, string>>
  /** Plugins that come first when they are there. */
  readonly after?: readonly string[]
  /**
   * For organizations that never chose: `off` by default, `always` cannot be turned off. With
   * others, all of which it requires, it is on wherever all of them are, unless the organization
   * turned it off: `{ with: ['loyalty', 'duplicates'] }`.
   */
  readonly enabled?: 'always' | 'on' | 'off' | { readonly with: readonly string[] }
  /**
   * What each organization may set, and what is set where it never did. Only `plugins:manage`
   * reads and writes them: `setting.public(…)` lets members read one, and `setting.secret()`
   * no one (docs/plugins/settings.md). `title` and `description` of a setting, by
   * `.meta({ title })`, are shown in its form.
   */
  readonly settings?: {
    readonly schema: VineObject<Record<string, SchemaTypes>, unknown, S, unknown>
    readonly defaults: NoInfer<S>
  }
  /** Runs once in an organization, when it is first turned on there. */
  seed?(context: Context<S>): Maybe<void>
  /**
   * Runs each time that it is turned on in an organization, after `seed`, in the same
   * transaction: what it throws keeps it off.
   */
  onEnable?(context: Context<S>): Maybe<void>
  /**
   * Runs when it is turned off in an organization, in the same transaction. It cannot keep the
   * plugin on: what it throws undoes what it wrote, and is logged.
   */
  onDisable?(context: Context<S>): Maybe<void>
  /**
   * Runs once in each organization where it is on when another version of it has started: in a
   * transaction and a job of its own, which is tried again when it throws. Where it is off, it
   * runs before it is turned on again. Not for a version that is older.
   */
  onUpgrade?(context: Context<S>, versions: Upgrade): Maybe<void>
  /**
   * Runs in each organization that ever turned it on, before `plugin:uninstall` deletes its data,
   * each in a transaction of its own. What it throws ends the uninstallation. Not with
   * `--keep-data`, nor while the plugin cannot be loaded.
   */
  onUninstall?(context: Context<S>): Maybe<void>

  /** What it does with whole organizations, in the transaction of that. In a unit of the system. */
  readonly organizations?: {
    /** Gives a new one what it begins with. */
    founded?(organizationId: string): Promise<void>
    /** Goes on with what was left lying while it was suspended. */
    resumed?(organizationId: string): Promise<void>
    /**
     * Makes a user who has accepted an invitation one of its people, where that was promised. Behind
     * the fence of the organization. @returns whom it made of them; null for no one
     */
    joined?(newcomer: Newcomer): Promise<Joined | null>
  }

  readonly resources?: readonly Resource[]
  /** Fields on resources of others, kept under `extensions.<id>`. */
  readonly fields?: { readonly [R in ResourceName]?: Readonly<Record<string, ExtensionField>> }
  /**
   * What commands take for its hooks besides what they take anyway, in the body under
   * `extensions.<id>`, where it is on: `{ 'deals:win': vine.object({ … }) }`.
   */
  readonly inputs?: {
    readonly [K in WriteAction]?: VineObject<Record<string, SchemaTypes>, unknown, unknown, unknown>
  }
  /** Permissions beyond those that its resources imply: `{ reports: ['read'] }`. */
  readonly permissions?: Readonly<Record<string, readonly string[]>>
  /** Those of them that a grant may narrow to the holder's own records, which their routes see to. */
  readonly narrowable?: readonly string[]
  /**
   * What the built-in roles get of it: `{ sales: ['loyalty-points:read'] }`; `*` is any action, and
   * `loyalty-points:export/own` reaches the holder's own records.
   */
  readonly roles?: Readonly<Partial<Record<SystemRoleKey, readonly string[]>>>
  /** Further routes, under `/api/<id>`, and under records of any resource. */
  readonly routes?: RegisterRoutes<S>['register']
  /** What the document of OpenAPI says of its API, where the routes and resources do not say it. */
  readonly describes?: Lazy<ApiDescription>
  /** By name in kebab-case, without the id: `{ expire: { every: '0 3 * * *', handle } }`. */
  readonly jobs?: Readonly<Record<string, PluginJob<S>>>
  /** Work in steps that each are kept, by name in kebab-case, without the id. */
  readonly processes?: Readonly<Record<string, Process<S>>>
  /** Jobs that its own code enqueues, from `defineJob`. Their handlers load what they need. */
  readonly enqueues?: readonly Job<object>[]
  /** What its mails say; `enqueue(sendMail, …)` sends them. */
  readonly mails?: Lazy<MailBuilders>
  /** Events of its own that are told to webhooks, too. */
  readonly webhooks?: readonly EventName[]
  readonly admin?: {
    readonly menu?: readonly MenuEntry[]
    /** By the page where they are shown: `{ 'customers.show': { view: 'loyalty::card' } }`. */
    readonly cards?: { readonly [R in `${ResourceName}.show`]?: AdminCard<S> }
  }

  readonly hooks?: Lazy<Hooks<S>>
  readonly listeners?: Lazy<Listeners<S>>
  readonly policies?: { readonly [K in WriteAction]?: Policy<S>['may'] }
  readonly scopes?: { readonly [R in ResourceName]?: Scope<S>['condition'] }
  /**
   * Actions that must never go past its hooks: while the plugin cannot be loaded they are refused
   * (503) where it is on, as is what its policies and scopes decide about (ADR 0370).
   */
  readonly guards?: readonly WriteAction[]
  readonly slots?: { readonly [K in SlotName]?: readonly Slots[K][] }
  /** Services of its own, which other plugins may call and wrap; their names begin with its id. */
  readonly provides?: { readonly [K in ServiceName]?: ServiceProvider<K>['provide'] }
  /**
   * Its parts in services of others: `{ 'leads.convert': { wrap: (next, input, context) => … } }`.
   * The plugin that comes first is asked first.
   */
  readonly services?: { readonly [K in ServiceName]?: ServicePart<K, S> }
}

/** Declares a process; what its steps are given is taken from the schema of its input. */
export function defineProcess<I = unknown, S = unknown>(process: Process<S, I>): Process<S, I> {
  return process
}

/** Declares a plugin; its settings' type is taken from their schema. */
export function definePlugin<S = unknown>(plugin: Plugin<S>): Plugin<S> {
  return plugin
}
