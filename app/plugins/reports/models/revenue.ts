import { PLAIN_CURRENCY, SUMMED, plainSum } from '#plugins/deals/models/deal/money'
import { amountSql } from '#core/currency/sql'
import { periodsSql } from '#core/calendar/periods'
import type { Period } from '#core/calendar/period_sql'
import type { Reading } from '#core/resources/query/reading'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import type { Conversion } from '#plugins/reports/models/conversion'

/** Of which periods, and in which currency besides. */
interface Periods {
  readonly period: Period
  readonly count: number
  readonly conversion: Conversion | null
}

/**
 * What was won in each of the last periods, the present one included, oldest
 * first, as finished JSON.
 */
export function revenueByPeriod(
  { query }: Reading,
  { period, count, conversion }: Periods
): Read<string> {
  const statement = new Statement()
  const organization = statement.bind(query.organizationId)
  const ofPeriod = '(SELECT * FROM sums WHERE place = p.n)'
  const converted = conversion?.sql(statement, { revenue: 'value' }, ofPeriod) ?? 'NULL'
  return statement.readJson(
    `WITH ${periodsSql(period, { from: 1 - count, to: 0 }, organization).join(', ')},
     sums AS (
       SELECT p.n AS place, ${SUMMED} FROM periods p JOIN deals r
         ON r.actual_close_date >= p.starts AND r.actual_close_date < p.ends
       WHERE ${query.scope(statement)} AND r.status = 'won' GROUP BY p.n, r.currency)
     SELECT json_agg(json_build_object(
       'period', label, 'start_date', starts, 'end_date', ends - 1,
       'deal_count', (SELECT coalesce(sum(n), 0)::bigint FROM sums WHERE place = p.n),
       'currency', (SELECT ${PLAIN_CURRENCY} FROM sums WHERE place = p.n),
       'revenue', (SELECT ${plainSum('value')} FROM sums WHERE place = p.n),
       'by_currency', (SELECT coalesce(json_agg(json_build_object(
          'currency', currency, 'deal_count', n, 'revenue', ${amountSql('value', 'currency')})
          ORDER BY n DESC, currency), '[]') FROM sums WHERE place = p.n),
       'converted', ${converted}
     ) ORDER BY p.n)::text AS body FROM periods p`,
    '[]'
  )
}
