import { PLAIN_CURRENCY, SUMMED, byCurrency, plainSum } from '#models/deal/money'
import type { ListRequest } from '#query/list_request'
import type { RecordQuery } from '#query/record_query'
import { Statement } from '#query/statement'

/**
 * What the open deals of a list are expected to bring, by the month in which
 * they should close. Each deal is in one place: a month from today on, overdue,
 * later, or undated. Finished JSON, in one statement.
 *
 * @param months how many, this one included
 */
export async function dealForecast(
  query: RecordQuery,
  request: ListRequest,
  months: number
): Promise<string> {
  const statement = new Statement()
  const { searched, where, joins } = query.parts(request, statement)
  const count = `${statement.bind(months)}::integer`
  const place = `CASE
    WHEN r.expected_close_date IS NULL THEN 'undated'
    WHEN r.expected_close_date < current_date THEN 'overdue'
    WHEN r.expected_close_date >= date_trunc('month', current_date) + make_interval(months => ${count})
      THEN 'later'
    ELSE to_char(r.expected_close_date, 'YYYY-MM') END`
  const ctes = [
    searched,
    `sums AS (SELECT ${place} AS place, ${SUMMED} FROM deals r ${joins()}
              WHERE ${where} AND r.status = 'open' GROUP BY 1, 2)`,
    `months AS (SELECT to_char(month, 'YYYY-MM') AS place, to_char(month, 'FMMonth YYYY') AS name
                FROM generate_series(0, ${count} - 1) number,
                     LATERAL (SELECT date_trunc('month', current_date)
                                     + make_interval(months => number) AS month) begins)`,
  ]
  const { rows } = await query.last<{ body: string }>(
    `WITH ${ctes.filter(Boolean).join(', ')}
     SELECT json_build_object(
       'forecasts', (SELECT json_agg(json_build_object(
          'month', m.place, 'month_name', m.name, ${sumsOf('m.place')}) ORDER BY m.place)
          FROM months m),
       'total_expected', (SELECT ${plainSum('revenue')} FROM sums
                          WHERE place IN (SELECT m.place FROM months m)),
       'overdue', json_build_object(${sumsOf(`'overdue'`)}),
       'later', json_build_object(${sumsOf(`'later'`)}),
       'undated', json_build_object(${sumsOf(`'undated'`)})
     )::text AS body`,
    statement
  )
  return rows[0]?.body ?? '{}'
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
