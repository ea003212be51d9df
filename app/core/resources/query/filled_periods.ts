import { hasOffset, isDay } from '#core/calendar/iso_text'
import { STEPS, type Period, dayOfSql, startOfPeriodSql } from '#core/calendar/period_sql'
import { isRelative, relativeSql } from '#core/calendar/relative_time'
import type { Operator } from '#core/resources/fields'
import type { AggregateRequest, Key } from '#core/resources/query/aggregate_request'
import { keyColumn, measureColumn } from '#core/resources/query/group_columns'
import type { Condition, Filter } from '#core/resources/query/condition_tree'
import type { Statement } from '#core/resources/query/statement'

/** The operators that say where periods begin and end. */
const FROM: ReadonlySet<Operator> = new Set(['gt', 'gte', 'eq'])
const UNTIL: ReadonlySet<Operator> = new Set(['lt', 'lte', 'eq'])

/**
 * The groups with one for each period that has none: from the first one to the last one, or as far as
 * the conditions reach. What counts or adds up is 0 there, and anything else is absent. The statement is
 * refused where they are too many, naming a condition that says how far they reach.
 */
export function filledSql(
  { keys, measures, list }: AggregateRequest,
  statement: Statement
): string {
  const place = keys.findIndex(({ by }) => by !== null)
  const key = keys[place]
  if (!key?.by) return 'SELECT * FROM grouped'
  const column = keyColumn(place)
  const others = keys.flatMap((_, at) => (at === place ? [] : [keyColumn(at)]))
  const name = key.found?.steps.length === 0 ? key.found.name : null
  const bounds = name === null ? [] : list.filters.flatMap((each) => boundsIn(each, name))
  const [from, until] = [FROM, UNTIL].map((operators) =>
    bounds.flatMap((filter) =>
      operators.has(filter.operator) ? [boundSql(filter, key, statement)] : []
    )
  )
  const first = `least((SELECT min(${column}) FROM grouped), ${limitOf('greatest', from)})`
  const last = `greatest((SELECT max(${column}) FROM grouped), ${limitOf('least', until)})`
  const shown = [
    ...keys.map((_, at) =>
      at === place ? `period.starts AS ${column}` : `series.${keyColumn(at)}`
    ),
    ...measures.map(({ of }, at) =>
      ['count', 'sum', 'count_distinct'].includes(of)
        ? `coalesce(grouped.${measureColumn(at)}, 0) AS ${measureColumn(at)}`
        : `grouped.${measureColumn(at)}`
    ),
  ]
  const same = others.map((each) => ` AND grouped.${each} IS NOT DISTINCT FROM series.${each}`)
  const asked = statement.bind(bounds.find(({ at }) => at !== undefined)?.at ?? 'fill')
  return `WITH series AS (
      SELECT DISTINCT ${others.length > 0 ? `${others.join(', ')} FROM grouped` : '1'})
    SELECT ${shown.join(', ')}
    FROM series CROSS JOIN filled_periods(${first}, ${last}, interval '${STEPS[key.by]}',
      (SELECT count(*) FROM series), ${asked}::text) period (starts)
    LEFT JOIN grouped ON grouped.${column} = period.starts${same.join('')}
    UNION ALL
    SELECT * FROM grouped WHERE ${column} IS NULL`
}

/** The comparisons of a field that all records meet. */
function boundsIn(condition: Condition, name: string): Filter[] {
  if ('all' in condition) return condition.all.flatMap((each) => boundsIn(each, name))
  return 'operator' in condition && condition.name === name ? [condition] : []
}

function limitOf(which: 'least' | 'greatest', bounds: readonly string[] = []): string {
  return bounds.length === 0 ? 'NULL::date' : `${which}(${bounds.join(', ')})`
}

/** The first day of the period in which a comparison begins, or ends. */
function boundSql({ operator, operand }: Filter, { found, by }: Key, { bind }: Statement): string {
  const period: Period = by ?? 'day'
  const isDate = found?.field.type === 'date'
  if (isRelative(operand)) {
    const time = relativeSql(found?.field.type, operand)
    if (isDate) return startOfPeriodSql(period, shifted(time, operator))
    return startOfPeriodSql(period, dayOfSql(before(time, operator)))
  }
  const text = String(operand)
  if (isDay(text)) return startOfPeriodSql(period, shifted(`${bind(text)}::date`, operator))
  if (!hasOffset(text)) return startOfPeriodSql(period, `${bind(text)}::timestamp::date`)
  return startOfPeriodSql(period, dayOfSql(before(`${bind(text)}::timestamptz`, operator)))
}

/** The first day, or the last one, that a comparison with a day leaves. */
function shifted(day: string, operator: Operator): string {
  if (operator === 'gt') return `${day} + 1`
  return operator === 'lt' ? `${day} - 1` : day
}

/** The last moment that a comparison leaves. */
function before(moment: string, operator: Operator): string {
  return operator === 'lt' ? `(${moment} - interval '1 microsecond')` : moment
}
