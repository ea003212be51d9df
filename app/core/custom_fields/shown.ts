import type { JSONSchema7 } from 'json-schema'
import type { Identity } from '#core/access/identity'
import { CUSTOM, type CustomField, pathOf } from '#core/custom_fields/custom_field'
import { currencyNarrowingOf, narrowingOf, orderedBy } from '#core/custom_fields/narrowing'
import type { Relation, Resource } from '#core/resources/define_resource'
import {
  type Field,
  type FieldOptions,
  type FieldType,
  type Surface,
  choiceBy,
  extensionSql,
  fieldOf,
  json,
} from '#core/resources/fields'
import { mayRead } from '#core/resources/query/visible_fields'
import { resources } from '#core/resources/registry'

const VALUES = `coalesce(r.extensions -> '${CUSTOM}', '{}')`

/** `custom` of a resource: what records hold of fields of organizations, as it is kept. */
export const customValues = () =>
  json({
    sql: VALUES,
    nullable: false,
    holds: {
      type: 'object',
      additionalProperties: true,
      description:
        'Values of the fields that your organization has defined, by their keys. `openapi/mine.json` says of what type each is. What has no value is not there.',
    },
  })

/** The same where some are archived, or are not there for everyone. */
export function customValuesOf(resource: Resource, fields: readonly CustomField[]): Field {
  const described = { nullable: false, holds: schemaOfValues(fields.filter(isLive)) }
  const archived = fields.filter((field) => !isLive(field)).map(({ key }) => key)
  const guarded = fields.filter((field) => isLive(field) && field.readPermission !== null)
  if (archived.length + guarded.length === 0) return json({ ...described, sql: VALUES })
  const sqlFor = (caller: Identity) => {
    const hidden = guarded.filter(
      ({ readPermission }) => readPermission && !mayRead(resource, caller, readPermission)
    )
    const keys = [...archived, ...hidden.map(({ key }) => key)]
    return keys.length === 0 ? VALUES : `${VALUES} - '{${keys.join()}}'::text[]`
  }
  return json({ ...described, sqlFor })
}

/** Whether it is there for writing and reading. */
export function isLive({ isArchived }: CustomField): boolean {
  return !isArchived
}

const TYPES: Readonly<Record<CustomField['type'], FieldType>> = {
  text: 'text',
  long_text: 'text',
  integer: 'integer',
  decimal: 'decimal',
  money: 'decimal',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  choice: 'text',
  choices: 'textArray',
  email: 'text',
  phone: 'text',
  url: 'text',
  user: 'uuid',
  reference: 'uuid',
}

const SHOWN: readonly Surface[] = ['list', 'detail']

/** Each field by itself, as it is picked, filtered, ordered by and exported: `custom.region`. */
export function shownFields(
  resource: Resource,
  fields: readonly CustomField[]
): Readonly<Record<string, Field>> {
  return Object.fromEntries(fields.flatMap((field) => shownAs(resource, field)))
}

function shownAs(resource: Resource, field: CustomField): [string, Field][] {
  const path = pathOf(field)
  const type = TYPES[field.type]
  const place = field.type === 'money' ? `${CUSTOM},${field.key},amount` : `${CUSTOM},${field.key}`
  const sql = extensionSql(`{${place}}`, type)
  const ordered = orderedBy(resource, field, sql)
  const shared: FieldOptions = {
    narrowed: narrowingOf(resource, field),
    ...(ordered !== null && { ordered }),
    ...(field.readPermission !== null && { permission: field.readPermission }),
    titled: {
      title: field.title,
      choices: new Map(field.options.map((option) => [option.value, option.title])),
    },
  }
  const values = field.options.map(({ value }) => value)
  const items: JSONSchema7 = { type: 'string', enum: values }
  const own = fieldOf(type, {
    ...shared,
    sql,
    in: SHOWN,
    ...(field.type === 'choice' && { choices: values }),
    ...(field.type === 'choices' && { holds: { type: 'array', items } }),
    ...(field.type === 'email' && { anyCase: true }),
    ...(field.type === 'money' && { currency: `${path}.currency` }),
    isCode: field.type === 'phone' || field.type === 'url',
    ...(type === 'uuid' && { column: path }),
  })
  if (field.type !== 'money') return [[path, own]]
  const currency = fieldOf('text', {
    ...shared,
    narrowed: currencyNarrowingOf(resource, field),
    sql: extensionSql(`{${CUSTOM},${field.key},currency}`, 'text'),
    in: [],
    isCode: true,
    sort: false,
    titled: { title: `${field.title}: currency`, choices: new Map() },
  })
  return [
    [path, own],
    [`${path}.currency`, currency],
  ]
}

/** What fields refer to, as relations of the resource: forms look it up, and `me` stands for a user. */
export function relationsOf(fields: readonly CustomField[]): Readonly<Record<string, Relation>> {
  return Object.fromEntries(
    fields.flatMap((field): [string, Relation][] => {
      const table = field.type === 'user' ? 'users' : resources.get(field.refersTo ?? '')?.table
      if (table === undefined) return []
      const sql = extensionSql(`{${CUSTOM},${field.key}}`, 'uuid')
      const relation = { table, key: pathOf(field), sql, global: field.type === 'user' }
      return [[`${CUSTOM}__${field.key}`, relation]]
    })
  )
}

/** Which columns an export has of a field. */
export function columnsOf(field: CustomField): string[] {
  const path = pathOf(field)
  return field.type === 'money' ? [path, `${path}.currency`] : [path]
}

/** `?check=required`: the records that lack a value that a new one must have. */
export function checkField(required: readonly CustomField[]): Field {
  const keys = required.map(({ key }) => key).join()
  const lacking = keys === '' ? 'false' : `NOT jsonb_exists_all(${VALUES}, '{${keys}}'::text[])`
  /* It is asked for, and is no field that has another value. */
  return { ...choiceBy({ required: lacking }, { in: [], nullable: true }), operators: ['eq'] }
}

/** What `custom` holds, as JSON Schema. */
function schemaOfValues(fields: readonly CustomField[]): JSONSchema7 {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.key, schemaOfValue(field)])),
    additionalProperties: false,
  }
}

function schemaOfValue(field: CustomField): JSONSchema7 {
  const { title, help } = field
  return { title, ...(help !== null && { description: help }), ...FORMS[field.type](field) }
}

const TEXT = (): JSONSchema7 => ({ type: 'string' })
const NUMBER_TEXT = (): JSONSchema7 => ({ type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' })
const ID = (): JSONSchema7 => ({ type: 'string', format: 'uuid' })
const valuesOf = ({ options }: CustomField) => options.map(({ value }) => value)

const FORMS: Readonly<Record<CustomField['type'], (field: CustomField) => JSONSchema7>> = {
  text: TEXT,
  long_text: TEXT,
  integer: () => ({ type: 'integer' }),
  decimal: NUMBER_TEXT,
  money: () => ({
    type: 'object',
    properties: { amount: NUMBER_TEXT(), currency: { type: 'string' } },
    required: ['amount', 'currency'],
    additionalProperties: false,
  }),
  boolean: () => ({ type: 'boolean' }),
  date: () => ({ type: 'string', format: 'date' }),
  timestamp: () => ({ type: 'string', format: 'date-time' }),
  choice: (field) => ({ type: 'string', enum: valuesOf(field) }),
  choices: (field) => ({ type: 'array', items: { type: 'string', enum: valuesOf(field) } }),
  email: () => ({ type: 'string', format: 'email' }),
  phone: TEXT,
  url: TEXT,
  user: ID,
  reference: ID,
}
