import { PLAIN_CURRENCY, SUMMED, plainSum } from '#plugins/deals/models/deal/money'
import { amountSql } from '#core/currency/sql'
import { periodsSql } from '#core/calendar/periods'
import { type Reading, narrowed, within } from '#core/resources/query/reading'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import type { Conversion } from '#plugins/reports/models/conversion'
import { type Periods, periodRow } from '#plugins/reports/models/parameters'

/** Of which periods, and in which currency besides. */
interface Asked extends Periods {
  readonly conversion: Conversion | null
}

/**
 * What was won in each of the last periods, the present one included, or in those that some days
 * touch, oldest first, as finished JSON.
 */
export function revenueByPeriod(
  { query, all }: Reading,
  { conversion, ...asked }: Asked
): Read<string> {
  const statement = new Statement()
  const closed = narrowed(all, within(asked.days, 'actual_close_date'))
  const { searched, where, joins } = query.parts(closed, statement)
  const organization = statement.bind(query.organizationId)
  const ofPeriod = '(SELECT * FROM sums WHERE place = p.n)'
  const converted = conversion?.sql(statement, { revenue: 'value' }, ofPeriod) ?? 'NULL'
  const periods = periodsSql(asked.period, periodRow(asked, statement), organization)
  return statement.readJson(
    `WITH ${[searched, ...periods].filter(Boolean).join(', ')},
     sums AS (
       SELECT p.n AS place, ${SUMMED} FROM periods p JOIN deals r
         ON r.actual_close_date >= p.starts AND r.actual_close_date < p.ends ${joins()}
       WHERE ${where} AND r.status = 'won' GROUP BY p.n, r.currency)
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
