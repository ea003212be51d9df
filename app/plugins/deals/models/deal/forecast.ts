import { PLAIN_CURRENCY, SUMMED, byCurrency, plainSum } from '#plugins/deals/models/deal/money'
import type { Horizon } from '#plugins/deals/models/deal/horizon'
import { periodsSql } from '#core/calendar/periods'
import type { ListRequest } from '#core/resources/query/list_request'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'

/** How the periods of a forecast are called: `2026-11`, and `November 2026`. */
const NAMES = {
  month: `'month', to_char(p.starts, 'YYYY-MM'), 'month_name', to_char(p.starts, 'FMMonth YYYY')`,
  quarter: `'quarter', p.label, 'start_date', p.starts, 'end_date', p.ends - 1`,
} as const

/**
 * What the open deals of a list are expected to bring, by the month or the
 * quarter in which they should close. Each deal is in one place: a period from
 * today on, overdue, later, or undated. Finished JSON, in one statement.
 */
export function dealForecast(
  query: RecordQuery,
  request: ListRequest,
  { period, count }: Horizon
): Read<string> {
  const statement = new Statement()
  const { searched, where, joins } = query.parts(request, statement)
  const organization = statement.bind(query.organizationId)
  const ctes = [
    searched,
    ...periodsSql(period, { from: 0, to: count - 1 }, organization),
    /* By day first: there are few of them, and many deals. */
    `days AS (SELECT r.expected_close_date AS day, ${SUMMED} FROM deals r ${joins()}
              WHERE ${where} AND r.status = 'open' GROUP BY 1, 2)`,
    `sums AS (SELECT coalesce(p.n::text, CASE WHEN day IS NULL THEN 'undated'
                                              WHEN day < today THEN 'overdue' ELSE 'later' END) AS place,
                     days.currency, days.n, priced, value, revenue
              FROM days CROSS JOIN calendar
              LEFT JOIN periods p ON day >= greatest(p.starts, today) AND day < p.ends)`,
  ]
  return statement.readJson(
    `WITH ${ctes.filter(Boolean).join(', ')}
     SELECT json_build_object(
       'forecasts', (SELECT json_agg(json_build_object(${NAMES[period]}, ${sumsOf('p.n::text')})
                                     ORDER BY p.n) FROM periods p),
       'total_expected', (SELECT ${plainSum('revenue')} FROM sums
                          WHERE place NOT IN ('overdue', 'later', 'undated')),
       'overdue', json_build_object(${sumsOf(`'overdue'`)}),
       'later', json_build_object(${sumsOf(`'later'`)}),
       'undated', json_build_object(${sumsOf(`'undated'`)})
     )::text AS body`
  )
}

function sumsOf(place: string): string {
  const sum = (sql: string) => `(SELECT ${sql} FROM sums WHERE sums.place = ${place})`
  return `
    'deal_count', ${sum('coalesce(sum(n), 0)::bigint')},
    'currency', ${sum(PLAIN_CURRENCY)},
    'total_value', ${sum(plainSum('value'))},
    'expected_revenue', ${sum(plainSum('revenue'))},
    'by_currency', ${byCurrency(`sums mine WHERE mine.place = ${place}`)}`
}
