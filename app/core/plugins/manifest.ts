import type { VineObject } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { SystemRoleKey } from '#core/access/system_roles'
import type { Job } from '#core/jobs/define_job'
import type { MailContent } from '#core/mail/mail'
import type { Admin } from '#core/plugins/admin/types'
import type {
  Lazy,
  MailName,
  Mails,
  Maybe,
  ResourceName,
  ServiceName,
  WriteAction,
} from '#core/plugins/api'
import type { Context } from '#core/plugins/context'
import type { PluginJob } from '#core/plugins/delivery/types'
import type { Hooks, Listeners } from '#core/plugins/events/types'
import type { ExtensionField } from '#core/plugins/fields'
import type { PluginRoutes } from '#core/plugins/plugin_routes'
import type { Process } from '#core/plugins/processes/types'
import type { ReadOnlyField } from '#core/plugins/read_only/types'
import type { Policy, Scope, Search } from '#core/plugins/rights/types'
import type { ServicePart, ServiceProvider } from '#core/plugins/services/types'
import type { Resource } from '#core/resources/define_resource'
import type { TimelineKind } from '#core/timeline/source'
import type { ApiDescription } from '#core/resources/openapi/operation'

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

/** What one record is for another one: `deals` have a `decision_maker` among `people`. */
export interface ManifestLabel {
  readonly from: ResourceName
  readonly to: ResourceName
  /** `[a-z][a-z0-9_]*`, at most 63 characters; of a plugin it begins with its id. Never another one. */
  readonly key: string
  /** What the record of `to` is for that of `from`: `Manager`. */
  readonly title: string
  /**
   * What that of `from` is for that of `to`: `Report`. Between records of one resource a label
   * without it is the same in both directions: `Colleague`.
   */
  readonly inverseTitle?: string
  /** How many of `from` one of `to` may have by it; any number by default. */
  readonly limitFrom?: number
  /** How many of `to` one of `from` may have by it: `1` where there is one decision maker. */
  readonly limitTo?: number
}

/** How the records of a plugin are associated with those of others. */
export interface Associations {
  /** Its own. Each has the same name in paths as in permissions. */
  readonly resources?: readonly ResourceName[]
  /**
   * Those of them whose changes also write what they are associated with, as a completed task does to
   * its deal. Requests that associate them lock them first, as those that change them do.
   */
  readonly lockedFirst?: readonly ResourceName[]
  readonly labels?: readonly ManifestLabel[]
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
  /**
   * What else its names may begin with, where its id says too little: `['price-books', 'deal-lines']`.
   * No other plugin's names begin with any of them.
   */
  readonly prefixes?: readonly string[]
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
   * Adds to the organizations of the demonstration (`node ace seed`), where it is on, behind the
   * records of the core. It is run again and again, and makes nothing twice. @returns how many
   * records it made
   */
  demo?(context: Context<S>): Maybe<number>
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
   * Runs in each organization that ever turned it on, before `plugin:uninstall` deletes its data, all
   * in one transaction. What it throws ends the uninstallation, and undoes it in all of them. Not
   * with `--keep-data`, nor while the plugin cannot be loaded.
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
   * Fields of resources that no one writes while a condition holds, since the plugin answers for
   * them: `{ deals: { value: { while: '…', because: '…', compute: { … } } } }`.
   */
  readonly readOnly?: {
    readonly [R in ResourceName]?: Readonly<Record<string, ReadOnlyField>>
  }
  /**
   * What commands take for its hooks besides what they take anyway, in the body under
   * `extensions.<id>`, where it is on: `{ 'deals:win': vine.object({ … }) }`.
   */
  readonly inputs?: {
    readonly [K in WriteAction]?: VineObject<Record<string, SchemaTypes>, unknown, unknown, unknown>
  }
  /**
   * Which of its resources take part in associations, and what labels it brings, between any two
   * resources that do (docs/plugins/associations.md).
   */
  readonly associations?: Associations
  /**
   * What timelines of records show of it, by kinds: `[a-z][a-z0-9_]*`, which of a plugin begin with its
   * id (docs/plugins/timeline.md). Items are read from its tables, or written by `timeline.add`.
   */
  readonly timeline?: Readonly<Record<string, TimelineKind>>
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
  /** What it adds to the superusers' pages (docs/plugins/admin.md). */
  readonly admin?: Admin<S>

  readonly hooks?: Lazy<Hooks<S>>
  readonly listeners?: Lazy<Listeners<S>>
  readonly policies?: { readonly [K in WriteAction]?: Policy<S>['may'] }
  /**
   * What `?search=` of a resource finds besides, as SQL: `{ customers: (bind, { words }) => … }`. Of
   * resources whose search is ranked by an index.
   */
  readonly searches?: { readonly [R in ResourceName]?: Search<S>['find'] }
  readonly scopes?: { readonly [R in ResourceName]?: Scope<S>['condition'] }
  /**
   * Actions that must never go past its hooks: while the plugin cannot be loaded they are refused
   * (503) where it is on, as is what its policies and scopes decide about (ADR 0370).
   */
  readonly guards?: readonly WriteAction[]
  /** Services of its own, which other plugins may call and wrap; their names begin with its id. */
  readonly provides?: { readonly [K in ServiceName]?: ServiceProvider<K>['provide'] }
  /**
   * Its parts in services of others: `{ 'leads.convert': { wrap: (next, input, context) => … } }`.
   * The plugin that comes first is asked first.
   */
  readonly services?: { readonly [K in ServiceName]?: ServicePart<K, S> }
}
