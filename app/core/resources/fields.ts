import type { JSONSchema7 } from 'json-schema'
import type { Identity } from '#core/access/identity'
import { type Summary, objectOf, schemaOfSummary } from '#core/resources/summary'

/** What a field holds, which decides how it is read from text and written as JSON. */
export type FieldType =
  'uuid' | 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp' | 'textArray' | 'json'

export type Operator =
  'eq' | 'ne' | 'in' | 'nin' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'starts_with' | 'is_null'

const OPERATORS: Readonly<Record<FieldType, readonly Operator[]>> = {
  uuid: ['eq', 'ne', 'in', 'nin', 'is_null'],
  text: ['eq', 'ne', 'in', 'nin', 'contains', 'starts_with', 'gt', 'gte', 'lt', 'lte', 'is_null'],
  integer: ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'is_null'],
  decimal: ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'is_null'],
  boolean: ['eq', 'ne', 'is_null'],
  date: ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'is_null'],
  timestamp: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'is_null'],
  textArray: ['contains', 'is_null'],
  json: [],
}

/** One thing that may be seen of a record. What is not declared does not exist. */
export interface Field {
  readonly type: FieldType
  /** Over `r`, the record, and the relations that it names in `relations`. */
  readonly sql: string | null
  /** The same, for a field that is not the same for everybody who may read it. */
  readonly sqlFor: ((caller: Identity) => string) | null
  /** The column that it shows, where its SQL does not say. */
  readonly column: string | null
  readonly relations: readonly string[]
  readonly operators: readonly Operator[]
  readonly sortable: boolean
  readonly nullable: boolean
  readonly choices: readonly string[] | null
  /** What filters compare, where it is not what is shown: a relation's key. */
  readonly compared: { readonly type: FieldType; readonly sql: string } | null
  /** The permission without which the field does not exist for the caller. */
  readonly permission: string | null
  /** What a `json` field holds when it is not null; null when that is anything. */
  readonly holds: JSONSchema7 | null
}

interface FieldOptions {
  /** Where it differs from the column of the same name; a function when start-up decides it. */
  sql?: string | (() => string)
  /** Where it depends on who is asking. Such a field can be neither filtered nor sorted by. */
  sqlFor?: (caller: Identity) => string
  /** The column that it shows, where `sql` is more than that: the audit log calls its changes by it. */
  column?: string
  relations?: readonly string[]
  filter?: boolean
  sort?: boolean
  /** False: the value is always there, which makes walking by it cheaper. */
  nullable?: boolean
  choices?: readonly string[]
  permission?: string
  /** For a relation: the column with the related record's id, to filter by. */
  key?: string
  /** For `json`: what it holds when it is not null, as JSON Schema. */
  holds?: JSONSchema7
}

function field(type: FieldType, options: FieldOptions = {}): Field {
  const { filter = true, sort = type !== 'textArray' && type !== 'json' } = options
  return {
    type,
    get sql() {
      return (typeof options.sql === 'function' ? options.sql() : options.sql) ?? null
    },
    sqlFor: options.sqlFor ?? null,
    column: options.column ?? options.key ?? null,
    relations: options.relations ?? [],
    operators: options.key ? OPERATORS.uuid : filter ? OPERATORS[type] : [],
    sortable: sort,
    nullable: options.nullable ?? true,
    choices: options.choices ?? null,
    compared: options.key ? { type: 'uuid', sql: `r.${options.key}` } : null,
    permission: options.permission ?? null,
    holds: options.holds ?? null,
  }
}

export const uuid = (options?: FieldOptions) => field('uuid', options)
export const text = (options?: FieldOptions) => field('text', options)
export const integer = (options?: FieldOptions) => field('integer', options)
export const decimal = (options?: FieldOptions) => field('decimal', options)
export const boolean = (options?: FieldOptions) => field('boolean', options)
export const date = (options?: FieldOptions) => field('date', options)
export const timestamp = (options?: FieldOptions) => field('timestamp', options)
export const textArray = (options?: FieldOptions) => field('textArray', options)
export const json = (
  options: FieldOptions &
    ({ sql: string | (() => string) } | { sqlFor: (caller: Identity) => string })
) => field('json', { filter: false, ...options })

/** One of a fixed set of words. */
export const choice = (choices: readonly string[], options?: FieldOptions) =>
  field('text', { nullable: false, ...options, choices })

/** The person's words for a choice: `service_provider` → `Service provider`. */
export const displayOf = (column: string) =>
  text({
    sql: `upper(left(r.${column}, 1)) || replace(substr(r.${column}, 2), '_', ' ')`,
    nullable: false,
    filter: false,
    sort: false,
  })

/** The related record as a card, or null when there is none. */
export const embedded = (relation: string, summary: Summary, options: FieldOptions = {}) =>
  json({
    ...options,
    relations: [relation],
    sql: `CASE WHEN ${relation}.id IS NULL THEN NULL ELSE ${objectOf(summary, relation)} END`,
    holds: schemaOfSummary(summary),
  })

/** A field that a plugin adds, kept in the column `extensions` at this path. */
export function extensionField(
  path: string,
  type: FieldType,
  choices: readonly string[] | null
): Field {
  const value = `(r.extensions #>> '${path}')`
  return field(type, {
    sql: type === 'text' ? value : `${value}::${EXTENSION_CASTS[type] ?? type}`,
    ...(choices && { choices }),
  })
}

const EXTENSION_CASTS: Readonly<Partial<Record<FieldType, string>>> = { decimal: 'numeric' }

/** Records inside of another one, in an order. */
export const summariesOf = (summary: Summary, sql: string) =>
  json({ sql, nullable: false, holds: { type: 'array', items: schemaOfSummary(summary) } })
