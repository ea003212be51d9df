import { amountSql } from '#core/currency/sql'
import { dayOfSql, startOfPeriodSql } from '#core/calendar/period_sql'
import { asJson, jsonObject } from '#core/resources/json'
import {
  type AggregateRequest,
  type Key,
  type Measure,
  ORGANIZATION,
  currencyOf,
} from '#core/resources/query/aggregate_request'
import { dimensionsOf } from '#core/resources/query/count'
import type { About, FieldPath } from '#core/resources/query/field_path'
import { fieldSql } from '#core/resources/query/field_sql'
import { filledSql } from '#core/resources/query/filled_periods'
import { keyColumn, measureColumn } from '#core/resources/query/group_columns'
import type { Parts, RecordQuery } from '#core/resources/query/record_query'
import { type Asking, readableSql, referenceSql } from '#core/resources/query/where_sql'

/**
 * A statement that answers groups of the records of a list as finished JSON, `body`: of what the
 * caller's list would show, and nothing else.
 */
export function aggregateSql(
  query: RecordQuery,
  request: AggregateRequest,
  about: About,
  asking: Asking
): string {
  const { keys, measures, list, limit, fill } = request
  const kept = keptSql(query, request, about, asking)
  const parts = kept === null ? query.parts(list, asking.statement) : null
  const grouped = parts === null ? kept : scannedSql(parts, request, about, asking)
  const searched = parts?.searched ? `${parts.searched}, ` : ''
  const filled = fill ? `, filled AS (${filledSql(request, asking.statement)})` : ''
  const key = jsonObject(keys.map((each, place) => [each.name, shownKey(each, keyColumn(place))]))
  const values = jsonObject(
    measures.map((measure, place) => [measure.name, shownMeasure(measure, place, request, about)])
  )
  const most = Math.trunc(limit)
  return `WITH ${searched}grouped AS (${grouped})${filled}
    SELECT json_build_object(
      'groups', coalesce(json_agg(listed.body ORDER BY listed.n) FILTER (WHERE listed.n <= ${most}), '[]'::json),
      'truncated', count(*) > ${most},
      'as_of', ${asJson('timestamp', 'app_now()')})::text AS body
    FROM (
      SELECT row_number() OVER () AS n, json_build_object('key', ${key}, 'measures', ${values}) AS body
      FROM (
        SELECT * FROM ${fill ? 'filled' : 'grouped'} ${havingSql(request, asking)}
        ${orderSql(request)} LIMIT ${most + 1}) found) listed`
}

/** The groups as one scan of the records finds them. */
function scannedSql(
  { where, joins }: Parts,
  { keys, measures }: AggregateRequest,
  { resource }: About,
  asking: Asking
): string {
  const columns = [
    ...keys.map((key, place) => `${keySql(key, asking)} AS ${keyColumn(place)}`),
    ...measures.map((each, place) => `${measureSql(each, asking)} AS ${measureColumn(place)}`),
  ]
  const own = [...keys, ...measures].flatMap(({ found }) =>
    found && found.steps.length === 0 ? [found.name] : []
  )
  const places = keys.map((_, place) => place + 1).join(', ')
  return `SELECT ${columns.join(', ')} FROM ${resource.table} r ${joins(own)}
    WHERE ${where} ${keys.length > 0 ? `GROUP BY ${places}` : ''}`
}

/** The groups as counters are kept of them; null where nothing is kept of what is asked. */
function keptSql(
  query: RecordQuery,
  { keys, measures, list }: AggregateRequest,
  { resource }: About,
  { statement }: Asking
): string | null {
  const { groupBy = [] } = resource
  const isKept = ({ found, by }: Key) =>
    found !== null && by === null && found.steps.length === 0 && groupBy.includes(found.name)
  if (!keys.every(isKept) || !measures.every(({ of }) => of === 'count')) return null
  const kept = query.counters(list, statement)
  if (kept === null) return null
  const dimensions = dimensionsOf(resource)
  const columns = [
    ...keys.map(({ found }, place) => {
      const dimension = dimensions[groupBy.indexOf(found?.name ?? '')]
      return `${dimension?.sql ?? 'NULL'} AS ${keyColumn(place)}`
    }),
    ...measures.map((_, place) => `coalesce(sum(total), 0)::bigint AS ${measureColumn(place)}`),
  ]
  const places = keys.map((_, place) => place + 1).join(', ')
  const groups = keys.length > 0 ? `GROUP BY ${places} HAVING sum(total) <> 0` : ''
  return `SELECT ${columns.join(', ')} FROM ${kept} ${groups}`
}

function keySql({ found, currency, by }: Key, asking: Asking): string {
  if (found === null) {
    return currency === ORGANIZATION
      ? '(SELECT organization_currency())'
      : `${asking.statement.bind(currency)}::text`
  }
  const value = valueSql(found, asking)
  if (by === null) return value
  return startOfPeriodSql(by, found.field.type === 'date' ? value : dayOfSql(value))
}

/** A field as SQL over `r`: of a record that one refers to, as far as that is there for the caller. */
function valueSql({ steps: [step, ...steps], resource, name, field }: FieldPath, asking: Asking) {
  if (!step) return fieldSql(resource, name)
  const { target, relation } = step
  const { from, where } = readableSql(target, asking, steps.length === 0 ? [name] : [])
  const value: string = valueSql({ steps, resource, name, field }, asking)
  return `(SELECT related.value FROM (SELECT ${referenceSql(relation)} AS id) referring
    CROSS JOIN LATERAL (
      SELECT ${value} AS value FROM ${from} WHERE ${where} AND r.id = referring.id) related)`
}

/** An average has the decimals of what it is of, and at least so many. */
const MIN_DECIMALS = 2

function measureSql({ of, found }: Measure, asking: Asking): string {
  if (of === 'count' || found === null) return 'count(*)'
  const value = valueSql(found, asking)
  switch (of) {
    case 'count_distinct':
      return `count(DISTINCT ${value})`
    case 'sum':
      return `coalesce(sum(${value}), 0)`
    case 'avg':
      return `round(avg(${value}), greatest(${MIN_DECIMALS}, max(scale((${value})::numeric))))`
    default:
      return `${of}(${value})`
  }
}

function shownKey({ found, by }: Key, column: string): string {
  return found === null || by !== null ? column : asJson(found.field.type, column)
}

function shownMeasure(
  measure: Measure,
  place: number,
  { keys }: AggregateRequest,
  about: About
): string {
  const column = measureColumn(place)
  const { of, found } = measure
  if (found === null || of === 'count_distinct') return column
  const currency = currencyOf(measure, about)
  if (currency !== null) {
    return amountSql(column, keyColumn(keys.findIndex(({ name }) => name === currency.name)))
  }
  return asJson(of === 'avg' ? 'decimal' : found.field.type, column)
}

function havingSql({ having, measures }: AggregateRequest, { statement }: Asking): string {
  const conditions = having.map(({ measure, comparison, value }) => {
    const place = measures.findIndex(({ name }) => name === measure)
    return `${measureColumn(place)} ${comparison} ${statement.bind(value)}::numeric`
  })
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
}

/** As asked, and then by the keys, so that no two groups are in one place. Absent values are last. */
function orderSql({ ordering, keys, measures }: AggregateRequest): string {
  const columns = new Map([
    ...measures.map(({ name }, place) => [name, measureColumn(place)] as const),
    ...keys.map((key, place) => [key.name, orderedKey(key, place)] as const),
  ])
  const asked = ordering.map(
    ({ name, descending }) => `${columns.get(name)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`
  )
  const others = keys
    .filter(({ name }) => !ordering.some((each) => each.name === name))
    .map(({ name }) => `${columns.get(name)} NULLS LAST`)
  const all = [...asked, ...others]
  return all.length === 0 ? '' : `ORDER BY ${all.join(', ')}`
}

function orderedKey({ found }: Key, place: number): string {
  const column = keyColumn(place)
  return found?.field.isAlphabetical ? `${column} COLLATE alphabetical` : column
}
