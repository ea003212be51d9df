import { PLAIN_CURRENCY, SUMMED, byCurrency, plainSum } from '#plugins/deals/models/deal/money'
import { CATEGORY, CATEGORY_ORDER } from '#plugins/deals/models/deal/forecast_category'
import { amountSql } from '#core/currency/sql'
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

/** What a forecast is made of. */
interface Source {
  readonly searched: string | null
  /** A query of sums by `day`, on which deals should close, `category` and `currency`: `n`, `value`, `revenue`. */
  readonly days: string
  /** SQL of the day from which it looks; null for today. */
  readonly asOf: string | null
}

/**
 * What the open deals of a list are expected to bring, by the month or the
 * quarter in which they should close. Each deal is in one place: a period from
 * today on, overdue, later, or undated. Finished JSON, in one statement.
 */
export function dealForecast(
  query: RecordQuery,
  request: ListRequest,
  horizon: Horizon
): Read<string> {
  const statement = new Statement()
  const { searched, where, joins } = query.parts(request, statement)
  /* By day first: there are few of them, and many deals. */
  const days = `SELECT r.expected_close_date AS day, ${CATEGORY} AS category, ${SUMMED}
    FROM deals r ${joins()} WHERE ${where} AND r.status = 'open' GROUP BY 1, 2, 3`
  const organization = statement.bind(query.organizationId)
  return statement.readJson(forecastSql({ searched, days, asOf: null }, horizon, organization))
}

/**
 * SQL of a forecast as finished JSON, `body`.
 *
 * @param organization a placeholder for its id
 */
export function forecastSql(
  { searched, days, asOf }: Source,
  { period, count }: Horizon,
  organization: string
): string {
  const today = asOf ?? 'today'
  const ctes = [
    searched,
    ...periodsSql(period, { from: 0, to: count - 1, about: asOf }, organization),
    `days AS (${days})`,
    `sums AS (SELECT coalesce(p.n::text, CASE WHEN day IS NULL THEN 'undated'
                                              WHEN day < ${today} THEN 'overdue' ELSE 'later' END) AS place,
                     days.category, days.currency, days.n, value, revenue
              FROM days CROSS JOIN calendar
              LEFT JOIN periods p ON day >= greatest(p.starts, ${today}) AND day < p.ends)`,
  ]
  return `WITH ${ctes.filter(Boolean).join(', ')}
     SELECT json_build_object(
       'as_of', ${asOf ?? 'NULL::date'},
       'forecasts', (SELECT json_agg(json_build_object(${NAMES[period]}, ${sumsOf('p.n::text')})
                                     ORDER BY p.n) FROM periods p),
       'total_expected', (SELECT ${plainSum('revenue')} FROM sums
                          WHERE place NOT IN ('overdue', 'later', 'undated')),
       'overdue', json_build_object(${sumsOf(`'overdue'`)}),
       'later', json_build_object(${sumsOf(`'later'`)}),
       'undated', json_build_object(${sumsOf(`'undated'`)})
     )::text AS body`
}

function sumsOf(place: string): string {
  const sum = (sql: string) => `(SELECT ${sql} FROM sums WHERE sums.place = ${place})`
  return `
    'deal_count', ${sum('coalesce(sum(n), 0)::bigint')},
    'currency', ${sum(PLAIN_CURRENCY)},
    'total_value', ${sum(plainSum('value'))},
    'expected_revenue', ${sum(plainSum('revenue'))},
    'by_currency', ${byCurrency(`sums mine WHERE mine.place = ${place}`)},
    'by_category', ${byCategory(`sums mine WHERE mine.place = ${place}`)}`
}

/** One entry for each category and currency, the surest first. */
function byCategory(rows: string): string {
  return `(SELECT coalesce(json_agg(json_build_object(
      'category', category, 'currency', currency, 'count', n,
      'value', ${amountSql('value', 'currency')},
      'expected_revenue', ${amountSql('revenue', 'currency')})
      ORDER BY ${CATEGORY_ORDER}, n DESC, currency), '[]')
    FROM (SELECT category, currency, sum(n)::bigint AS n, sum(value) AS value, sum(revenue) AS revenue
          FROM ${rows} GROUP BY category, currency) each_category)`
}
