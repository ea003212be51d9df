import {
  type CustomField,
  type CustomType,
  MAX_UNINDEXED_RECORDS,
  pathOf,
} from '#core/custom_fields/custom_field'
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

/** Whether filters find by an index what a field holds. */
export function isFoundByIndex({ isIndexed, isUnique }: CustomField): boolean {
  return isIndexed || isUnique
}

/**
 * What filters by a field ask besides: for an index to find it, or, without one, that there are few
 * enough records to look through.
 */
export function narrowingOf(resource: Resource, field: CustomField): Narrowing {
  const few = fewSql(resource, field)
  const column = isFoundByIndex(field) ? COLUMNS[field.type] : undefined
  if (column === undefined) return () => few
  return (operator, operand, bind) => {
    const compared = comparedSql(column, operator, operand, bind)
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
  return `(SELECT ensure_few_records('${table}', '${pathOf(field)}'))`
}

/** What is said where it is refused. */
export const NOT_INDEXED = `Without an index, a field of your own filters and orders up to ${MAX_UNINDEXED_RECORDS.toLocaleString('en')} records. Make it "indexed".`

/**
 * A comparison by the index, which may let more pass than that of the filter, and nothing less: texts are
 * cut off there, numbers are rounded, and a day of the organization begins within one of UTC's.
 */
function comparedSql(
  column: Column,
  operator: Operator,
  operand: string | readonly string[] | boolean,
  bind: Bind
): string | null {
  if (operator === 'eq' || operator === 'in') {
    const values = [operand].flat().map(String)
    if (column === 'value_time') return daysSql(values, bind)
    const bound = `${bind(values)}::text[]`
    return column === 'value_text'
      ? `v.value_text = ANY (ARRAY(SELECT left(one, 200) FROM unnest(${bound}) one))`
      : `v.value_number = ANY (ARRAY(SELECT one::double precision FROM unnest(${bound}) one))`
  }
  const isBelow = operator === 'lt' || operator === 'lte'
  if (column === 'value_text' || (!isBelow && operator !== 'gt' && operator !== 'gte')) return null
  const sign = isBelow ? '<=' : '>='
  const value = bind(String(operand))
  if (column === 'value_number') return `v.value_number ${sign} ${value}::double precision`
  return `v.value_time ${sign} ${value}::timestamptz ${isBelow ? '+' : '-'} interval '2 days'`
}

function daysSql(values: readonly string[], bind: Bind): string {
  const conditions = values.map((value) => {
    const bound = `${bind(value)}::timestamptz`
    return `v.value_time BETWEEN ${bound} - interval '2 days' AND ${bound} + interval '2 days'`
  })
  return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`
}
