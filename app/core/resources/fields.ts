import vine from '@vinejs/vine'
import { appUrl } from '#config/app'
import type { JSONSchema7 } from 'json-schema'
import type { Identity } from '#core/access/identity'
import { type Answer, summarySchema, whatIs } from '#core/resources/answer_schema'
import { type Summary, objectOf } from '#core/resources/summary'
import { type FieldInput, type FieldRule, inputOf } from '#core/resources/field_input'
import type { Operand } from '#core/resources/query/operand'
import { optionalText } from '#core/resources/validation/fields'

/** What a field holds, which decides how it is read from text and written as JSON. */
export type FieldType =
  'uuid' | 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp' | 'textArray' | 'json'

export type Operator =
  'eq' | 'ne' | 'in' | 'nin' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'starts_with' | 'is_null'

export const OPERATORS: Readonly<Record<FieldType, readonly Operator[]>> = {
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

/**
 * Where a field is shown: in the entries of a list, in a single record, as a
 * column of an export, and as a column of the admin page until others are chosen.
 */
export type Surface = 'list' | 'detail' | 'export' | 'page'

const SURFACES: readonly Surface[] = ['list', 'detail', 'export', 'page']

/** One thing that may be seen of a record. What is not declared does not exist. */
export interface Field {
  readonly type: FieldType
  /** Null: where the resource shows what does not say. */
  readonly in: readonly Surface[] | null
  /** How it is written; null when it is not. */
  readonly input: FieldInput | null
  /** Its place among the values that `record_counters` keeps counts by, from 1; null without one. */
  readonly groupBy: number | null
  /** Whether the search of an admin page looks through it. */
  readonly search: boolean
  /** Over `r`, the record, and the relations that it names in `relations`. */
  readonly sql: string | null
  /** The same, for a field that is not the same for all who may read it. */
  readonly sqlFor: ((caller: Identity) => string) | null
  /** The column that it shows, where its SQL does not say. */
  readonly column: string | null
  readonly relations: readonly string[]
  readonly operators: readonly Operator[]
  readonly sortable: boolean
  readonly nullable: boolean
  readonly choices: readonly string[] | null
  /** Of a choice that conditions on `r` decide: the condition of each; null for any other field. */
  readonly conditions: Readonly<Record<string, string>> | null
  /** Whether it is text that people read, which is ordered and compared by the alphabet and not by code points. */
  readonly isAlphabetical: boolean
  /** Whether it is text in Markdown, which pages show as such. */
  readonly isMarkdown: boolean
  /** What filters compare, where it is not what is shown: a relation's key. */
  readonly compared: { readonly type: FieldType; readonly sql: string } | null
  /** Whether its values are the same in any case; the SQL of their `name_key` where a column keeps it. */
  readonly anyCase: boolean | string
  /** The field that shows what was written, where this one shows what came of it; null without one. */
  readonly exportedAs: string | null
  /** The field whose former name this is: deprecated. */
  readonly aliasOf: string | null
  /** The field that it is filtered and sorted as, where that is another one: for a related record, its id. */
  readonly filteredAs: string | null
  /** Of the id of a related record: the field that embeds the record. */
  readonly embeddedAs: string | null
  /** Of an amount: the field that says its currency, or three letters of it, or `organization`. */
  readonly currency: string | null
  /** The permission without which the field does not exist for the caller. */
  readonly permission: string | null
  /** What a `json` field holds when it is not null; null when that is anything. */
  readonly holds: (() => Answer) | null
  /** The picture whose address it is; null for what is none. */
  readonly image: string | null
  /** What filters by it ask besides, for an index to find it or to refuse what has none; null for nothing. */
  readonly narrowed: Narrowing | null
  /** What lists are ordered by, where that is not what is shown. */
  readonly ordered: string | null
  /** Of a list that is written and not shown: the field to whose entries it adds its own; null for any other. */
  readonly addsTo: string | null
  /** What people call it, where they have said so themselves. */
  readonly titled: Titled | null
}

/** The title of a field, and those of its choices by their values. */
export interface Titled {
  readonly title: string
  readonly choices: ReadonlyMap<string, string>
}

/**
 * A condition on `r` that holds wherever that of the filter does; null where it has nothing to say.
 *
 * @param operand as `readOperand` read it
 */
export type Narrowing = (
  operator: Operator,
  operand: Operand,
  bind: (value: unknown) => string
) => string | null

export interface FieldOptions {
  /** Where it is shown; where its resource shows its fields by default. `[]`: only filtered and sorted by. */
  in?: readonly Surface[] | 'everywhere'
  /** What may be written into it, as a rule of Vine; without one, and without `writable`, nothing. */
  rule?: FieldRule
  /** Whether it is written by the usual rule of its type: any of its choices, a text of 255 characters. */
  writable?: boolean
  /**
   * Its place among the values by which counts of records are kept, from 1: that of its
   * column in `countRecords` or `sumRecords` of the migration.
   */
  groupBy?: number
  /**
   * Whether the search of its admin page looks through it. For resources of which no one has many,
   * and that have no `search_<table>()`.
   */
  search?: boolean
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
  /** Of a choice: the condition on `r` by which each is the one. See `choiceBy`. */
  conditions?: Readonly<Record<string, string>>
  /** Of text: whether it is a code, which is in the order of its code points. See `code`. */
  isCode?: boolean
  /** Of text: whether it is Markdown. It is answered as it was written; pages make it HTML in which nothing runs. */
  isMarkdown?: boolean
  /** Whether its case says nothing, as in addresses of mails; `r.email_key` where a column keeps its key. */
  anyCase?: boolean | string
  permission?: string
  /**
   * Of an amount: the field that says its currency, or `organization` for that of the organization, or
   * three letters. Amounts are added up by their currency alone.
   */
  currency?: string
  /**
   * The field that shows what was written, where this one shows what came of it: an import reads
   * its column rather than the one of this name.
   */
  exportedAs?: string
  /**
   * For a relation, or its id: the column with the related record's id, which it is filtered by, and
   * the key under which it is written.
   */
  key?: string
  /** The field whose former name this is, and as which it is filtered and sorted. */
  aliasOf?: string
  /** For `json`: what it holds when it is not null, as a schema of Vine or as JSON Schema. */
  holds?: (() => Answer) | JSONSchema7
  /** The picture of the record whose address it is: see `image`. */
  image?: string
  narrowed?: Narrowing
  ordered?: string
  /** Of a list that is written and not shown: the field to whose entries it adds its own. */
  addsTo?: string
  titled?: Titled
}

function field(type: FieldType, options: FieldOptions = {}): Field {
  const { holds = null } = options
  const { filter = true, sort = type !== 'textArray' && type !== 'json' } = options
  const { sql = options.key && type === 'uuid' ? `r.${options.key}` : null } = options
  const declared: Omit<Field, 'sql'> = {
    type,
    in: options.in === 'everywhere' ? SURFACES : (options.in ?? null),
    input: inputOf({ type, ...options }),
    groupBy: options.groupBy ?? null,
    search: options.search ?? false,
    sqlFor: options.sqlFor ?? null,
    column: options.column ?? options.key ?? null,
    relations: options.relations ?? [],
    operators: options.key ? OPERATORS.uuid : filter ? OPERATORS[type] : [],
    sortable: sort,
    nullable: options.nullable ?? true,
    choices: options.choices ?? null,
    conditions: options.conditions ?? null,
    isAlphabetical: type === 'text' && !options.isCode && !options.choices,
    isMarkdown: options.isMarkdown ?? false,
    compared: options.key ? { type: 'uuid', sql: `r.${options.key}` } : null,
    anyCase: options.anyCase ?? false,
    exportedAs: options.exportedAs ?? null,
    aliasOf: options.aliasOf ?? null,
    filteredAs: options.aliasOf ?? null,
    embeddedAs: null,
    currency: options.currency ?? null,
    permission: options.permission ?? null,
    holds: holds === null || typeof holds === 'function' ? holds : () => whatIs(holds),
    image: options.image ?? null,
    narrowed: options.narrowed ?? null,
    ordered: options.ordered ?? null,
    addsTo: options.addsTo ?? null,
    titled: options.titled ?? null,
  }
  if (typeof sql !== 'function') return { ...declared, sql }
  return {
    ...declared,
    get sql() {
      return sql()
    },
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

/** Text that stands for something and is not read as words: `CUST001`, `EUR`, a slug, a telephone number. */
export const code = (options?: FieldOptions) => field('text', { ...options, isCode: true })

/** One of a fixed set of words. */
export const choice = (choices: readonly string[], options?: FieldOptions) =>
  field('text', { nullable: false, ...options, choices })

/**
 * One of a fixed set of words, by which of these conditions on `r` is met: exactly one is. A filter asks
 * for the condition itself, so that an index serves it.
 */
export const choiceBy = (conditions: Readonly<Record<string, string>>, options?: FieldOptions) => {
  const cases = Object.entries(conditions).map(
    ([name, condition]) => `WHEN ${condition} THEN '${name}'`
  )
  return choice(Object.keys(conditions), {
    sort: false,
    ...options,
    conditions,
    sql: `CASE ${cases.join(' ')} END`,
  })
}

/** The person's words for a choice: `service_provider` → `Service provider`. */
export const displayOf = (column: string, shownIn: readonly Surface[] = ['detail']) =>
  text({
    in: shownIn,
    sql: `upper(left(r.${column}, 1)) || replace(substr(r.${column}, 2), '_', ' ')`,
    nullable: false,
    filter: false,
    sort: false,
  })

/**
 * The related record as its summary, or null when there is none. Its id is a field of its own,
 * `<name>_id`, which its resource makes of this one.
 */
export const embedded = (relation: string, summary: Summary, options: FieldOptions = {}) =>
  json({
    ...options,
    relations: [relation],
    sql: `CASE WHEN ${relation}.id IS NULL THEN NULL ELSE ${objectOf(summary, relation)} END`,
    holds: () => summarySchema(summary),
  })

/**
 * The address of a picture of the record, or null while there is none: it is given, read and taken under
 * `/api/<resource>/{id}/<name>/`. The column `<name>_id` is made by `addImage` of a migration.
 */
export const image = (
  resource: string,
  name: string,
  shownIn: readonly Surface[] = ['list', 'detail']
) =>
  code({
    in: shownIn,
    sql: `CASE WHEN r.${name}_id IS NOT NULL
          THEN '${appUrl.replaceAll("'", "''")}/api/${resource}/' || r.id || '/${name}/?v=' || r.${name}_id END`,
    column: `${name}_id`,
    image: name,
    filter: false,
    sort: false,
  })

/** Whether a record is in use, which its status says: a condition on `r`. */
export const activeWhen = (condition: string) =>
  boolean({ sql: `(${condition})`, nullable: false, in: ['list', 'detail'] })

/** The organization that a record is of. */
export const organizationId = (shownIn: readonly Surface[] = ['detail']) =>
  uuid({
    in: shownIn,
    sql: 'r.organization_id',
    nullable: false,
    filter: false,
    sort: false,
  })

/** How often a record was changed, which `If-Match` compares. */
export const version = (shownIn: readonly Surface[] = ['detail']) =>
  integer({ in: shownIn, nullable: false, filter: false, sort: false })

/** The address block that customers, employees and vendors share. */
export const addressFields = () => ({
  address: text({ rule: optionalText(1000) }),
  city: text({ rule: optionalText(100) }),
  state: text({ rule: optionalText(100) }),
  country: text({ rule: optionalText(100) }),
  postal_code: code({ rule: optionalText(20) }),
})

/**
 * A value that a plugin keeps in the column `extensions`, as SQL over `r`.
 *
 * @param path of PostgreSQL: `{loyalty,tier}`
 */
export function extensionSql(path: string, type: FieldType): string {
  const value = `(r.extensions #>> '${path}')`
  switch (type) {
    case 'text':
      return value
    case 'decimal':
      return `${value}::numeric`
    case 'timestamp':
      return `${value}::timestamptz`
    case 'textArray':
      return `CASE WHEN jsonb_typeof(r.extensions #> '${path}') = 'array'
              THEN ARRAY(SELECT jsonb_array_elements_text(r.extensions #> '${path}')) END`
    default:
      return `${value}::${type}`
  }
}

/** A field of the given type that something declares by more than its name. */
export const fieldOf = (type: FieldType, options: FieldOptions): Field => field(type, options)

/** Records inside of another one, in an order. */
export const summariesOf = (summary: Summary, sql: string) =>
  json({ sql, nullable: false, holds: () => vine.array(summarySchema(summary)) })
