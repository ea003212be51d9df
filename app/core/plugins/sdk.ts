import vine from '@vinejs/vine'
import type { BaseModel } from '@adonisjs/lucid/orm'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import { mandatoryAmount, optionalAmount } from '#core/currency/amount'
import * as problem from '#core/http/exceptions/problem'
import { webhookSignature } from '#core/http/webhook_signature'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import {
  type Context,
  type ModelOf,
  type Plugin,
  type ResourceName,
  type ServiceInput,
  type ServiceName,
  type ServiceOutput,
  defineProcess,
  definePlugin,
} from '#core/plugins/api'
import { fileAnswer, pageAnswer } from '#core/plugins/answers'
import { extension } from '#core/plugins/fields'
import { mandatoryTimestamp, optionalTimestamp } from '#core/plugins/fields/rules'
import { setting } from '#core/plugins/settings/setting'
import { schemaOf, schemaOfSummary } from '#core/resources/answer_schema'
import { defineResource } from '#core/resources/define_resource'
import * as fields from '#core/resources/fields'
import { file, listOf, object } from '#core/resources/openapi/operation'
import { strictObject } from '#core/resources/validation/strict_object'
import * as validation from '#core/resources/validation/fields'
import { emailKey, foldText, nameKey } from '#core/text/keys'
import { normalizePhone } from '#core/text/phone'

/** Which table a model is of, and what its records have besides what every record has. */
export interface ModelOptions {
  readonly table: string
  /** By what noun its changes are announced: that of its resource, as in permissions. */
  readonly noun: string
  /** Whether other plugins may add fields to it: its table has a column `extensions`. */
  readonly extensible?: boolean
  /** Whether deleting hides a record, which may come back: its table has a column `deleted_at`. */
  readonly softDeletes?: boolean
  /**
   * Attributes with an amount, with no more decimals than its currency has: of the organization's,
   * `'unitPrice'`, or of that of a record that it belongs to,
   * `{ attribute: 'unitPrice', table: 'deals', key: 'dealId' }`.
   */
  readonly amounts?: readonly (string | AmountOf)[]
}

/** An amount in the currency of another record. */
export interface AmountOf {
  readonly attribute: string
  /** The table of the record whose column `currency` says it. */
  readonly table: string
  /** The attribute that holds its id. */
  readonly key: string
}

/** A model whose records are of this type. */
export type ModelFor<R extends LucidRow> = LucidModel & (new () => R)

/**
 * The model of a plugin's table, as a plugin in a folder would compose it:
 * fenced, announced, with author and version. Loaded when it is needed.
 *
 * @throws when the migration that makes the table has not run
 */
function model<R extends LucidRow = LucidRow>(
  options: ModelOptions
): () => Promise<{ default: ModelFor<R> }>
function model(options: ModelOptions): () => Promise<{ default: LucidModel }> {
  let made: Promise<{ default: LucidModel }> | undefined
  return () => (made ??= makeModel(options))
}

async function makeModel(options: ModelOptions): Promise<{ default: LucidModel }> {
  const { table, noun, extensible = false, softDeletes = false, amounts = [] } = options
  const { compose } = await import('@adonisjs/core/helpers')
  const { default: string } = await import('@adonisjs/core/helpers/string')
  const { EmitsEvents } = await import('#core/resources/concerns/emits_events')
  const { Authored } = await import('#core/resources/concerns/authored')
  const { OrganizationScoped } = await import('#core/resources/concerns/organization_scoped')
  const { Versioned } = await import('#core/resources/concerns/versioned')
  const classes: Readonly<Record<string, typeof BaseModel>> = await import('#database/schema')
  const Schema = classes[`${string.pascalCase(string.singular(table))}Schema`]
  if (!Schema) throw new Error(`There is no table "${table}": run "node ace migration:run"`)
  let Base: typeof BaseModel = compose(Schema, OrganizationScoped, EmitsEvents(noun), Authored)
  if (extensible) {
    const { Extensible } = await import('#core/resources/concerns/extensible')
    Base = compose(Base, Extensible)
  }
  if (softDeletes) {
    const { SoftDeletable } = await import('#core/resources/concerns/soft_deletable')
    Base = compose(Base, SoftDeletable)
  }
  if (amounts.length > 0) {
    const { InOrganizationCurrency } = await import('#core/currency/in_organization_currency')
    const { InCurrencyOf } = await import('#core/currency/in_currency')
    for (const amount of amounts) {
      const isOwn = typeof amount === 'string'
      Base = compose(
        Base,
        isOwn ? InOrganizationCurrency(amount) : InCurrencyOf(amount.attribute, amount)
      )
    }
  }
  class Model extends compose(Base, Versioned) {
    static override table = table
  }
  return { default: Model }
}

/** The model of a resource, of whichever module it is: `modelOf('customers')`. @throws when it has none */
function modelOf<R extends ResourceName>(resource: R): Promise<ModelFor<ModelOf<R>>>
async function modelOf(resource: ResourceName): Promise<LucidModel> {
  const { resources } = await import('#core/resources/registry')
  const loaded = await resources.get(resource)?.model?.()
  if (!loaded) throw new Error(`"${resource}" has no model`)
  return loaded.default
}

/**
 * What a plugin's function is given, where none was: in the controller of a route of its own. In
 * the running unit of work, of an organization where the plugin is on.
 */
async function contextOf<S>(plugin: Plugin<S>): Promise<Context<S>> {
  const set = await import('#core/plugins/plugin_set')
  return set.contextOf(await set.currentPlugins(), plugin)
}

/** Does something to a record by the name that the business has for it, which hooks and the audit log know it by. */
async function runAction<T>(record: LucidRow, name: string, work: () => Promise<T>): Promise<T> {
  const events = await import('#core/resources/concerns/emits_events')
  return events.runAction(record, name, work)
}

/** Asks for what a module does under a name, in the running unit of work: `duplicates.find`. */
async function service<K extends ServiceName>(
  name: K,
  input: ServiceInput<K>
): Promise<ServiceOutput<K>> {
  const services = await import('#core/plugins/services/service')
  return services.service(name, input)
}

/**
 * What a plugin in a package is given: it cannot import the code of the application, and
 * so it needs nothing of ours at run time, nor a copy of its own.
 */
export interface Sdk {
  /** The library that reads bodies and settings, the application's own copy of it. */
  readonly vine: typeof vine
  /** Declares a plugin; its settings' type is taken from their schema. */
  readonly definePlugin: typeof definePlugin
  /** Declares a process; what its steps are given is taken from the schema of its input. */
  readonly defineProcess: typeof defineProcess
  /** Declares a resource: what may be seen and written of its records, each thing once. */
  readonly defineResource: typeof defineResource
  /** Fields on resources of others: `extension.text({ title: 'Tax id', unique: true })`. */
  readonly extension: typeof extension
  /** Settings that are secret or public: `setting.secret()`. */
  readonly setting: typeof setting
  /** Fields of resources of its own: `fields.text({ writable: true })`. */
  readonly fields: typeof fields
  /** An object in which nothing may be that it does not name: for bodies of routes. */
  readonly strictObject: typeof strictObject
  /** By which bodies and fields are checked: those of the core's own resources. */
  readonly rules: typeof validation & {
    readonly mandatoryAmount: typeof mandatoryAmount
    readonly mandatoryTimestamp: typeof mandatoryTimestamp
    readonly optionalAmount: typeof optionalAmount
    readonly optionalTimestamp: typeof optionalTimestamp
  }
  /** What its API is described by: schemas of what it answers. */
  readonly openapi: {
    readonly file: typeof file
    readonly object: typeof object
    readonly listOf: typeof listOf
    readonly schemaOf: typeof schemaOf
    readonly schemaOfSummary: typeof schemaOfSummary
  }
  /** What routes answer besides JSON: `answers.file({ name, contentType, content })`, `answers.page({ view, title })`. */
  readonly answers: { readonly file: typeof fileAnswer; readonly page: typeof pageAnswer }
  /** Refusals, each an answer of RFC 9457: `throw problems.notFound('visit')`. */
  readonly problems: Pick<
    typeof problem,
    'Problem' | 'badRequest' | 'conflict' | 'invalid' | 'notFound' | 'permissionDenied'
  >
  /** Forms of a text by which it is the same as another one. */
  readonly text: {
    readonly emailKey: typeof emailKey
    readonly foldText: typeof foldText
    readonly nameKey: typeof nameKey
    readonly normalizePhone: typeof normalizePhone
  }
  /** The `webhook-signature` of a request to another system, by Standard Webhooks. */
  readonly webhookSignature: typeof webhookSignature
  /** A failure of a job that any further attempt would meet again. */
  readonly PermanentFailure: typeof PermanentFailure
  /** The model of a table of its own. */
  readonly model: typeof model
  /** The model of a resource, of whichever module it is. */
  readonly modelOf: typeof modelOf
  /** What its models call their commands by: `runAction(quote, 'send', () => quote.save())`. */
  readonly runAction: typeof runAction
  /** What its functions are given, where none was: in the controller of a route of its own. */
  readonly contextOf: typeof contextOf
  /** Asks for what a module does under a name, in the running unit of work. */
  readonly service: typeof service
}

export const sdk: Sdk = {
  vine,
  definePlugin,
  defineProcess,
  defineResource,
  extension,
  setting,
  fields,
  strictObject,
  rules: { ...validation, mandatoryAmount, mandatoryTimestamp, optionalAmount, optionalTimestamp },
  openapi: { file, object, listOf, schemaOf, schemaOfSummary },
  answers: { file: fileAnswer, page: pageAnswer },
  problems: problem,
  text: { emailKey, foldText, nameKey, normalizePhone },
  webhookSignature,
  PermanentFailure,
  model,
  modelOf,
  runAction,
  contextOf,
  service,
}
