import type { JSONSchema7 } from 'json-schema'
import type { Identity } from '#core/access/identity'
import { schemaOf } from '#core/resources/answer_schema'
import {
  type Entry,
  isAggregate,
  jsonPathOf,
  pathOf,
  readPermissionOf,
} from '#core/plugins/fields/entries'
import type { Relation, Resource } from '#core/resources/define_resource'
import {
  type Field,
  type Surface,
  code,
  embedded,
  extensionSql,
  fieldOf,
  json,
  uuid,
} from '#core/resources/fields'
import { asJson, jsonObject } from '#core/resources/json'
import { markSql } from '#core/database/foreign_sql'
import { mayRead } from '#core/resources/query/visible_fields'
import { shortName, sqlType } from '#core/resources/query/field_sql'
import type { Summary } from '#core/resources/summary'

/** What a resource shows of fields that plugins add to it. */
interface Shown {
  readonly fields: Readonly<Record<string, Field>>
  readonly relations: Readonly<Record<string, Relation>>
  /** The names of columns of an export. */
  readonly columns: readonly string[]
}

/** Beside what holds all of them, a field is shown by itself as a column of the admin. */
const COLUMN: readonly Surface[] = ['page']

/** The fields of plugins as fields of the resource, and the relations to what they refer to. */
export function shownFields(resource: Resource, entries: readonly Entry[]): Shown {
  const fields = Object.fromEntries(entries.flatMap((entry) => fieldsOf(entry)))
  const relations = Object.fromEntries(entries.flatMap((entry) => relationOf(entry)))
  return {
    fields: { extensions: wholeOf(resource, entries, fields), ...fields },
    relations,
    columns: entries.map(pathOf),
  }
}

/** A field, or the two of a reference: the id, and who that is. */
function fieldsOf(entry: Entry): [string, Field][] {
  const { field, target } = entry
  const { type, choices } = field
  const permission = readPermissionOf(entry)
  const guarded = permission === null ? {} : { permission }
  const { currency } = field
  const shown = { ...guarded, ...(field.isColumn && { in: COLUMN }) }
  const path = pathOf(entry)
  if (field.refersTo === null) {
    const isList = type === 'textArray'
    const sql = field.computed ? computedSql(entry) : extensionSql(jsonPathOf(entry), type)
    const options = {
      sql,
      ...shown,
      ...(choices && !isList && { choices }),
      ...(currency !== null && { currency }),
    }
    const items: JSONSchema7 = { type: 'string', ...(choices && { enum: [...choices] }) }
    return [
      [path, fieldOf(type, { ...options, ...(isList && { holds: { type: 'array', items } }) })],
    ]
  }
  const alias = aliasOf(entry)
  const name = path.replace(/_id$/, '')
  const summary = target ? summaryOf(target) : {}
  const id = uuid({ sql: `${alias}.id`, relations: [alias], column: path, ...guarded })
  return [
    [path, { ...id, embeddedAs: name }],
    [name, { ...embedded(alias, summary, shown), column: path, filteredAs: path }],
  ]
}

/** A deleted record counts as absent. */
function relationOf(entry: Entry): [string, Relation][] {
  const { field, target } = entry
  if (field.refersTo === null || !target) return []
  const alias = aliasOf(entry)
  const relation = {
    table: target.table,
    key: pathOf(entry),
    sql: extensionSql(jsonPathOf(entry), 'uuid'),
    ...(target.softDeletes && { unless: `${alias}.deleted_at IS NOT NULL` }),
  }
  return [[alias, relation]]
}

/** Neither ids nor names have two underscores in a row, so that no two fields share one. */
function aliasOf({ plugin, name }: Entry): string {
  return shortName(`x_${plugin.replaceAll('-', '_')}__${name}`)
}

/** By what a record is known, as far as anyone who sees it may know that. */
const KNOWN_BY = ['code', 'name', 'full_name', 'title']

function summaryOf({ fields }: Resource): Summary {
  const known = KNOWN_BY.flatMap((name): [string, Field][] => {
    const field = fields[name]
    if (!field || field.permission !== null || field.sqlFor || field.relations.length > 0) return []
    const sql = (field.sql ?? `r.${name}`).replaceAll(/\br\./g, '{}.')
    return [[name, name === 'code' ? code({ sql }) : fieldOf('text', { sql })]]
  })
  return { id: uuid({ nullable: false }), ...Object.fromEntries(known) }
}

/** Marked as the plugin's, so that what PostgreSQL cannot do of it bears its name. */
function computedSql(entry: Entry): string {
  return `${markSql(entry.plugin, expressionOf(entry))}::${sqlType(entry.field.type)}`
}

function expressionOf({ field: { computed }, target }: Entry): string {
  if (!isAggregate(computed)) return computed?.sql ?? 'NULL'
  const { by, take, where, order } = computed
  if (!target) throw new Error(`There is no resource "${computed.of}" to aggregate`)
  const conditions = [
    'a.organization_id = r.organization_id',
    `a.${by} = r.id`,
    ...(target.softDeletes ? ['a.deleted_at IS NULL'] : []),
    ...(where ? [`(${where})`] : []),
  ]
  const first = order ? `ORDER BY ${order}, a.id LIMIT 1` : ''
  return `SELECT ${take} FROM ${target.table} a WHERE ${conditions.join(' AND ')} ${first}`
}

/** `extensions`: an object of each plugin's fields, as far as they exist for the caller. */
function wholeOf(
  resource: Resource,
  entries: readonly Entry[],
  fields: Readonly<Record<string, Field>>
): Field {
  const relations = [...new Set(Object.values(fields).flatMap((field) => field.relations))]
  const described = { nullable: false, relations, holds: holdsOf(entries, fields) }
  const isGuarded = entries.some((entry) => readPermissionOf(entry) !== null)
  if (!isGuarded) return json({ ...described, sql: objectSql(entries, fields) })
  const sqlFor = (caller: Identity) => {
    const isThere = (permission: string | null) =>
      permission === null || mayRead(resource, caller, permission)
    return objectSql(
      entries.filter((entry) => isThere(readPermissionOf(entry))),
      fields
    )
  }
  return json({ ...described, sqlFor })
}

function objectSql(entries: readonly Entry[], fields: Readonly<Record<string, Field>>): string {
  const groups = byPlugin(entries).map(([plugin, group]) => {
    const values = group.flatMap((entry) =>
      namesOf(entry).map((name) => [name, valueSql(entry, fields[fullName(plugin, name)])] as const)
    )
    return [plugin, jsonObject(values)] as const
  })
  return jsonObject(groups)
}

/** As it is written into JSON: what is kept in another form than it is answered in is brought into that. */
function valueSql(entry: Entry, field: Field | undefined): string {
  const { computed, refersTo, type } = entry.field
  if (computed || refersTo !== null || type === 'timestamp') {
    return field?.sql ? asJson(field.type, field.sql) : 'NULL'
  }
  return `r.extensions #> '${jsonPathOf(entry)}'`
}

/** Under which names it is shown, within the object of its plugin. */
function namesOf({ name, key }: Entry): string[] {
  return name === key ? [name] : [key, name]
}

const fullName = (plugin: string, name: string) => `extensions.${plugin}.${name}`

/** `extensions` as JSON Schema: those of the plugins that are on. */
function holdsOf(entries: readonly Entry[], fields: Readonly<Record<string, Field>>): JSONSchema7 {
  const properties = byPlugin(entries).map(([plugin, group]) => {
    const described = group.flatMap((entry) =>
      namesOf(entry).map((name) => [name, describedOf(entry, name, fields)] as const)
    )
    return [plugin, { type: 'object', properties: Object.fromEntries(described) }] as const
  })
  return { type: 'object', properties: Object.fromEntries(properties) }
}

function describedOf(
  entry: Entry,
  name: string,
  fields: Readonly<Record<string, Field>>
): JSONSchema7 {
  const { field, key, plugin } = entry
  const shown = fields[fullName(plugin, name)]
  const isRead = field.isReadOnly || name !== key
  return {
    title: field.title,
    ...(shown && schemaOf(shown)),
    ...(field.currency && { description: currencyNote(field.currency) }),
    ...(isRead && { readOnly: true }),
  }
}

/** Of which currency an amount is, for people. */
export function currencyNote(currency: string): string {
  return currency === 'organization' ? 'In the currency of the organization.' : `In ${currency}.`
}

/** Fields by the plugin that adds them. */
export function byPlugin(entries: readonly Entry[]): [string, Entry[]][] {
  return Object.entries(Object.groupBy(entries, ({ plugin }) => plugin)).map(
    ([plugin, group = []]) => [plugin, group]
  )
}
