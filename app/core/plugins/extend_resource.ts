import { schemaOf } from '#core/resources/answer_schema'
import vine from '@vinejs/vine'
import type { JSONSchema7 } from 'json-schema'
import { type FieldError, invalid } from '#core/http/exceptions/problem'
import type { ExtensionField } from '#core/plugins/fields'
import type { Condition, Plugin } from '#core/plugins/api'
import { withErrorBoundarySync } from '#core/plugins/error_boundary'
import type {
  InputValidator,
  RowFilter,
  Resource,
  InputSchemas,
} from '#core/resources/define_resource'
import { type Field, extensionField, json } from '#core/resources/fields'
import { strictObject } from '#core/resources/validation/strict_object'
import { refusalsOf, prefixErrors } from '#core/resources/validation/prefix_errors'

type Entry = readonly [plugin: string, name: string, field: ExtensionField]

/**
 * A resource with what plugins add to it: their fields, which are kept in its
 * column `extensions` and can be shown, written, filtered, sorted by and
 * exported like its own, and their conditions, which every read obeys.
 * The very same resource when they add nothing.
 */
export function extendResource(
  resource: Resource,
  plugins: readonly Plugin[],
  settingsOf: (id: string) => unknown
): Resource {
  const entries = resource.extensible ? entriesFor(resource, plugins) : []
  const rowFilters = rowFiltersFor(resource, plugins, settingsOf)
  if (entries.length + rowFilters.length === 0) return resource
  const { writes } = resource
  return {
    ...resource,
    table: resource.table,
    detail: [...resource.detail],
    fields: { ...resource.fields, ...fieldsOf(entries) },
    export: [...resource.export, ...entries.map(([plugin, name]) => nameOf(plugin, name))],
    rowFilters,
    ...(writes &&
      entries.length > 0 && { writes: async () => withEntries(await writes(), entries) }),
  }
}

function entriesFor({ name }: Resource, plugins: readonly Plugin[]): Entry[] {
  return plugins.flatMap(({ id, fields }) => {
    const added: Readonly<Record<string, Readonly<Record<string, ExtensionField>> | undefined>> =
      fields ?? {}
    return Object.entries(added[name] ?? {}).map(([key, field]) => [id, key, field] as const)
  })
}

function rowFiltersFor(
  { name }: Resource,
  plugins: readonly Plugin[],
  settingsOf: (id: string) => unknown
): RowFilter[] {
  return plugins.flatMap((plugin) => {
    const conditions: Readonly<Record<string, Condition | undefined>> = plugin.scopes ?? {}
    const condition = conditions[name]
    if (!condition) return []
    const settings = settingsOf(plugin.id)
    const rowFilter: RowFilter = (caller, bind) =>
      withErrorBoundarySync(plugin, `scope ${name}`, () => condition(bind, { caller, settings }))
    return [rowFilter]
  })
}

function fieldsOf(entries: readonly Entry[]): Readonly<Record<string, Field>> {
  const groups = Object.entries(Object.groupBy(entries, ([plugin]) => plugin)).map(
    ([plugin, group = []]) =>
      `'${plugin}', json_build_object(${group
        .map(([, name]) => `'${name}', r.extensions #> '{${plugin},${name}}'`)
        .join(', ')})`
  )
  return {
    ...(groups.length > 0 && {
      extensions: json({
        sql: `json_build_object(${groups.join(', ')})`,
        nullable: false,
        holds: holdsOf(entries),
      }),
    }),
    ...Object.fromEntries(entries.map((entry) => [nameOf(entry[0], entry[1]), fieldOf(entry)])),
  }
}

const fieldOf = ([plugin, name, { type, choices }]: Entry) =>
  extensionField(`{${plugin},${name}}`, type, choices)

/** `extensions` as JSON Schema: those of the plugins that are on. */
function holdsOf(entries: readonly Entry[]): JSONSchema7 {
  const groups = Object.groupBy(entries, ([plugin]) => plugin)
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(groups).map(([plugin, group = []]) => [
        plugin,
        {
          type: 'object',
          properties: Object.fromEntries(
            group.map((entry) => {
              const [, name, { title }] = entry
              return [name, { title, ...schemaOf(fieldOf(entry)) }]
            })
          ),
        },
      ])
    ),
  }
}

const nameOf = (plugin: string, name: string) => `extensions.${plugin}.${name}`

/** What may be written, with the plugins' fields under `extensions`. */
function withEntries(writes: InputSchemas, entries: readonly Entry[]): InputSchemas {
  const extensions = extensionsCheck(entries)
  return { create: both(writes.create, extensions), update: both(writes.update, extensions) }
}

function both(own: InputValidator, extensions: InputValidator): InputValidator {
  const validate: InputValidator['validate'] = async (body, options) => {
    const { extensions: added, ...rest } = Object(body)
    if (added === undefined) return own.validate(body, options)
    const [mine, theirs] = await Promise.allSettled([
      own.validate(rest, options),
      extensions.validate(added),
    ])
    if (mine.status === 'fulfilled' && theirs.status === 'fulfilled') {
      return { ...mine.value, extensions: theirs.value }
    }
    throw invalid([...errorsOf(mine), ...errorsOf(theirs)])
  }
  const describe = (): JSONSchema7 => {
    const schema = own.describe?.() ?? {}
    const properties = { ...schema.properties, extensions: extensions.describe?.() ?? {} }
    return { ...schema, properties }
  }
  return { validate, describe, ignoredKeys: own.ignoredKeys ?? [] }
}

/** Checks `{ loyalty: { tier: 'gold' } }`; what no plugin declares is refused. */
function extensionsCheck(entries: readonly Entry[]): InputValidator {
  const checks = new Map(
    Object.entries(Object.groupBy(entries, ([plugin]) => plugin)).map(([plugin, group = []]) => [
      plugin,
      strictObject(
        vine.object(Object.fromEntries(group.map(([, name, field]) => [name, field.schema()])))
      ),
    ])
  )
  const validate = async (value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid([
        { field: 'extensions', rule: 'object', message: 'The extensions field must be an object' },
      ])
    }
    const parts = await Promise.allSettled(
      Object.entries(value).map(async ([plugin, part]) => {
        const validator = checks.get(plugin)
        const read = () => (validator ? validator.validate(part) : refuseUnknown())
        return prefixErrors(`extensions.${plugin}`, async () => [plugin, await read()] as const)
      })
    )
    const errors = parts.flatMap(errorsOf)
    if (errors.length > 0) throw invalid(errors)
    return Object.fromEntries(
      parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []))
    )
  }
  const properties = () =>
    Object.fromEntries([...checks].map(([plugin, read]) => [plugin, read.describe()]))
  return { validate, describe: () => ({ type: 'object', properties: properties() }) }
}

async function refuseUnknown(): Promise<never> {
  throw invalid([{ field: '', rule: 'unknown', message: 'No plugin adds such fields here' }])
}

/** What a validator refused. @throws when it failed otherwise */
function errorsOf(result: PromiseSettledResult<unknown>): readonly FieldError[] {
  return result.status === 'fulfilled' ? [] : refusalsOf(result.reason)
}
