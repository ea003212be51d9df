import {
  type CustomField,
  type CustomType,
  MAX_UNINDEXED_RECORDS,
  pathOf,
} from '#core/custom_fields/custom_field'
import { isRelative, relativeSql } from '#core/calendar/relative_time'
import type { Operand } from '#core/resources/query/operand'
import type { Narrowing, Operator } from '#core/resources/fields'
import type { Resource } from '#core/resources/define_resource'

type Bind = (value: unknown) => string

/** The column of the index by which values of a type are found. */
type Column = 'value_text' | 'value_number' | 'value_time'

const COLUMNS: Readonly<Partial<Record<CustomType, Column>>> = {
  text: 'value_text',
  choice: 'value_text',
  email: 'value_text',
  phone: 'value_text',
  url: 'value_text',
  user: 'value_text',
  reference: 'value_text',
  integer: 'value_number',
  decimal: 'value_number',
  money: 'value_number',
  date: 'value_time',
  timestamp: 'value_time',
}

/** Whether values of a type can be found by an index. */
export function isIndexable(type: CustomType): boolean {
  return COLUMNS[type] !== undefined
}

/** Whether filters find by an index what a field holds. One that is unique has had it from its first value on. */
function isFoundByIndex({ isIndexed, isUnique, indexState }: CustomField): boolean {
  return isUnique || (isIndexed && indexState === 'ready')
}

/**
 * What filters by a field ask besides: for an index to find it, or, without one, that there are few
 * enough records to look through.
 */
export function narrowingOf(resource: Resource, field: CustomField): Narrowing {
  return narrowedBy(COLUMNS[field.type], resource, field)
}

/** The same for the currency of an amount. */
export function currencyNarrowingOf(resource: Resource, field: CustomField): Narrowing {
  return narrowedBy('value_text', resource, field)
}

function narrowedBy(column: Column | undefined, resource: Resource, field: CustomField): Narrowing {
  const few = fewSql(resource, field)
  if (column === undefined || !isFoundByIndex(field)) return () => few
  return (operator, operand, bind) => {
    const isId = field.type === 'user' || field.type === 'reference'
    const compared = comparedSql(column, operator, isId ? lowerCased(operand) : operand, bind)
    if (compared === null) return null
    return `r.id IN (SELECT v.record_id FROM custom_field_values v
      WHERE v.organization_id = app_organization() AND v.field_id = '${field.id}' AND ${compared})`
  }
}

/** Of a field without an index what lists are ordered by, refused where there are too many records; null with one. */
export function orderedBy(resource: Resource, field: CustomField, sql: string): string | null {
  return isFoundByIndex(field) ? null : `CASE WHEN ${fewSql(resource, field)} THEN ${sql} END`
}

/** Asked once in a statement. */
function fewSql({ table }: Resource, field: CustomField): string {
  return `(SELECT ensure_few_records('${table}', '${pathOf(field)}', '${unindexedAs(field)}'))`
}

/** Why a field has no index, and what can be done about it. */
const HINTS = {
  unindexed: 'Make it "indexed".',
  filling: 'Its index is being filled: ask again when its "index_state" is ready.',
  unindexable: 'What it holds cannot be indexed.',
} as const

function unindexedAs({ type, isIndexed, indexState }: CustomField): keyof typeof HINTS {
  if (!isIndexable(type)) return 'unindexable'
  return isIndexed && indexState === 'filling' ? 'filling' : 'unindexed'
}

/** What is said where it is refused. @param why as the statement said it */
export function notIndexed(why: string | undefined): string {
  const most = MAX_UNINDEXED_RECORDS.toLocaleString('en')
  const hint = Object.entries(HINTS).find(([name]) => name === why)?.[1] ?? HINTS.unindexed
  return `Without an index, a field of your own filters and orders up to ${most} records. ${hint}`
}

/**
 * A comparison by the index, which may let more pass than that of the filter, and nothing less: texts are
 * cut off there, numbers are rounded, and a day of the organization begins within one of UTC's.
 */
function comparedSql(
  column: Column,
  operator: Operator,
  operand: Operand,
  bind: Bind
): string | null {
  const isOfMany = operator === 'eq' || operator === 'in'
  const isBelow = operator === 'lt' || operator === 'lte'
  if (!isOfMany && !isBelow && operator !== 'gt' && operator !== 'gte') return null
  if (column === 'value_time') {
    const moments = isRelative(operand)
      ? [relativeSql('timestamp', operand)]
      : [operand].flat().map((value) => `${bind(String(value))}::timestamptz`)
    return isOfMany ? daysSql(moments) : boundSql(moments[0] ?? 'NULL', isBelow)
  }
  if (isRelative(operand)) return null
  if (isOfMany) {
    const bound = `${bind([operand].flat().map(String))}::text[]`
    return column === 'value_text'
      ? `v.value_text = ANY (ARRAY(SELECT left(one, 200) FROM unnest(${bound}) one))`
      : `v.value_number = ANY (ARRAY(SELECT one::double precision FROM unnest(${bound}) one))`
  }
  if (column === 'value_text') return null
  return `v.value_number ${isBelow ? '<=' : '>='} ${bind(String(operand))}::double precision`
}

/** Ids stand in the index as PostgreSQL writes them. */
function lowerCased(operand: Operand): Operand {
  if (Array.isArray(operand)) return operand.map((id: string) => id.toLowerCase())
  return typeof operand === 'string' ? operand.toLowerCase() : operand
}

function boundSql(moment: string, isBelow: boolean): string {
  const [sign, away] = isBelow ? ['<=', '+'] : ['>=', '-']
  return `v.value_time ${sign} ${moment} ${away} interval '2 days'`
}

function daysSql(moments: readonly string[]): string {
  const conditions = moments.map(
    (moment) =>
      `v.value_time BETWEEN ${moment} - interval '2 days' AND ${moment} + interval '2 days'`
  )
  return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`
}
