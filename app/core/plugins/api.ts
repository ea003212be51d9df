import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Plugin } from '#core/plugins/manifest'
import type { Process } from '#core/plugins/processes/types'

/* What packages name of others, so that they need no types besides these. */
export type { LucidRow } from '@adonisjs/lucid/types/model'
export type { DateTime } from 'luxon'
export type { Identity } from '#core/access/identity'
export type { FileScanner, FileToScan, Verdict } from '#core/files/scanner'
export type { FilePart, FileStore, KeptFile } from '#core/files/store'
export type { MailTransport, OutgoingMail } from '#core/mail/outgoing_mail'
export type {
  Admin,
  AdminAction,
  AdminCard,
  AdminPage,
  AdminTile,
  FigureTile,
  MenuEntry,
  PageContext,
  PageForm,
  RelatedList,
  ViewTile,
} from '#core/plugins/admin/types'
export type { Context, LaterContext, ListenerContext, PluginContext } from '#core/plugins/context'
export type {
  HttpAnswer,
  HttpRequest,
  JobRun,
  PluginJob,
  PluginMail,
  PluginStorage,
  StoredFile,
  WorkContext,
} from '#core/plugins/delivery/types'
export type { Changed, Changes, SerializedChanges } from '#core/plugins/events/changes'
export type {
  Change,
  Handle,
  Hook,
  HookContext,
  Hooks,
  Listener,
  ListenerRun,
  Listeners,
  Message,
  Veto,
} from '#core/plugins/events/types'
export type { Aggregate, ExtensionField } from '#core/plugins/fields'
export type {
  Associations,
  BuildMail,
  Joined,
  MailBuilders,
  ManifestLabel,
  Newcomer,
  Plugin,
  Upgrade,
} from '#core/plugins/manifest'
export type { FileAnswer, PageAnswer } from '#core/plugins/answers'
export type { CommandDescription } from '#core/plugins/command_routes'
export type {
  PluginRoutes,
  RecordRouteDescription,
  RouteDescription,
} from '#core/plugins/plugin_routes'
export type { ComputedField, ReadOnlyField } from '#core/plugins/read_only/types'
export type { Process, Step, StepRun } from '#core/plugins/processes/types'
export type {
  CommandContext,
  CommandHandler,
  Condition,
  FindRecords,
  Json,
  ListOptions,
  RecordAccess,
  RecordContext,
  RecordHandler,
  RecordPage,
  Records,
  Ruling,
} from '#core/plugins/rights/types'
export type { ModelFor, ModelOptions, Sdk } from '#core/plugins/sdk'
export type {
  ServiceContext,
  ServiceInput,
  ServiceOutput,
  ServicePart,
} from '#core/plugins/services/types'
export type {
  InputValidator,
  Relation,
  Resource,
  ResourceDefinition,
} from '#core/resources/define_resource'
export type { Field } from '#core/resources/fields'
export type { ResourceTimeline, TimelineKind, TimelineSource } from '#core/timeline/source'
export type { NewTimelineItem, TimelineAccess } from '#core/timeline/types'

/** The version of this file. `requires: { crm }` is checked against it, not against the application. */
export const API = '2.0.0'

/*
 * Open registries: every module adds to them with `declare module '#core/plugins/api'`,
 * and from them come the names that a hook, a listener, an event or a service may
 * have, and the types of what it is given.
 */

/** `customers: { model: Customer; actions: 'activate' | 'deactivate' }` */
export interface Resources {}

/** `'loyalty:welcomed': { customer_id: string; points: number }` */
export interface Events {}

/**
 * `'tasks:due': { id: string; title?: string }`: what happens where a plugin is installed that is not
 * required, and what is expected of its payload. A listener to it is `optional`. What `Resources` and
 * `Events` know says more, and holds.
 */
export interface OptionalEvents {}

/** `verification: { userId: string }`: a mail, and what it is about. */
export interface Mails {}

/** `'reminders:send': { task_id: string }`: a job, and what its plugin enqueues it with. */
export interface Jobs {}

/** `'sync:push': { deal_id: string }`: a process, and what its plugin starts it with. */
export interface Processes {}

/** `'leads.convert': { input: LeadToConvert; output: Converted }`: what a module does under a name, and plugins may wrap. */
export interface Services {}

/** `loyalty_tier: { tier: string }`: a kind of items that a plugin writes into timelines, and what it keeps of each. */
export interface TimelineItems {}

type Keys<T> = Extract<keyof T, string>
export type Maybe<T> = T | Promise<T>
/** At once, or from a module that is loaded when it is needed: `() => import('./hooks.js')`. */
export type Lazy<T> = T | (() => Promise<{ default: T }>)

export type ResourceName = Keys<Resources>
/** What a record of a resource is: `ModelOf<'customers'>`. */
export type ModelOf<R> = R extends ResourceName
  ? Resources[R] extends { model: infer M extends LucidRow }
    ? M
    : LucidRow
  : LucidRow
/** What happens to records of a resource by a name of its own: `win`. */
export type NamedActions<R extends ResourceName> = Resources[R] extends {
  actions: infer A extends string
}
  ? A
  : never

type StandardWrites = 'create' | 'update' | 'delete' | 'restore'
/** What happens to records of the resources that take part in associations. */
type AssociationWrites = 'associate' | 'dissociate'

/** What can happen to a record: `customers:create`, `deals:win`. */
export type WriteAction = {
  [R in ResourceName]: `${R}:${StandardWrites | AssociationWrites | NamedActions<R>}`
}[ResourceName]
/** One action, all of a resource's, or all there are. */
export type WritePattern = WriteAction | `${ResourceName}:*` | '*'
export type EventName = Keys<Events>
/** What may happen where others are installed, and no one who is known says more of. */
export type OptionalEventName = Exclude<Keys<OptionalEvents>, WritePattern | EventName>
export type MailName = Keys<Mails>
export type ServiceName = Keys<Services>
export type TimelineKindName = Keys<TimelineItems>
export type JobName = Keys<Jobs>
export type ProcessName = Keys<Processes>

export type RecordOf<K> = K extends `${infer R}:${string}` ? ModelOf<R> : LucidRow

/** Declares a process; what its steps are given is taken from the schema of its input. */
export function defineProcess<I = unknown, S = unknown>(process: Process<S, I>): Process<S, I> {
  return process
}

/** Declares a plugin; its settings' type is taken from their schema. */
export function definePlugin<S = unknown>(plugin: Plugin<S>): Plugin<S> {
  return plugin
}
