import vine from '@vinejs/vine'
import type { BaseModel } from '@adonisjs/lucid/orm'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import {
  type ServiceInput,
  type ServiceName,
  type ServiceOutput,
  defineProcess,
} from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { setting } from '#core/plugins/settings/setting'
import { defineResource } from '#core/resources/define_resource'
import * as fields from '#core/resources/fields'
import { strictObject } from '#core/resources/validation/strict_object'
import * as rules from '#core/resources/validation/fields'

/** Which table a model is of, and by what noun its changes are announced. */
interface ModelOptions {
  readonly table: string
  readonly noun: string
}

/**
 * The model of a plugin's table, as a plugin in a folder would compose it:
 * fenced, announced, with author and version. Loaded when it is needed.
 *
 * @throws when the migration that makes the table has not run
 */
function model({ table, noun }: ModelOptions): () => Promise<{ default: LucidModel }> {
  let made: Promise<{ default: LucidModel }> | undefined
  return () => (made ??= makeModel(table, noun))
}

async function makeModel(table: string, noun: string): Promise<{ default: LucidModel }> {
  const { compose } = await import('@adonisjs/core/helpers')
  const { default: string } = await import('@adonisjs/core/helpers/string')
  const { EmitsEvents } = await import('#core/resources/concerns/emits_events')
  const { Authored } = await import('#core/resources/concerns/authored')
  const { OrganizationScoped } = await import('#core/resources/concerns/organization_scoped')
  const { Versioned } = await import('#core/resources/concerns/versioned')
  const classes: Readonly<Record<string, typeof BaseModel>> = await import('#database/schema')
  const Schema = classes[`${string.pascalCase(string.singular(table))}Schema`]
  if (!Schema) throw new Error(`There is no table "${table}": run "node ace migration:run"`)
  class Model extends compose(Schema, OrganizationScoped, EmitsEvents(noun), Authored, Versioned) {
    static override table = table
  }
  return { default: Model }
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
export const sdk = {
  vine,
  extension,
  setting,
  defineProcess,
  defineResource,
  fields,
  strictObject,
  rules,
  model,
  service,
}

export type Sdk = typeof sdk
