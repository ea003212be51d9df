import { amountSql } from '#core/currency/sql'

/*
 * Sums over rows that are grouped by currency: `currency`, `n` deals, `priced`
 * of them with a value, `value` and `revenue`. Amounts of different currencies
 * are never added: where there are several, a plain sum is null, and
 * `by_currency` has one for each.
 */

/** The columns that make such rows of deals. */
export const SUMMED = `r.currency, count(*) AS n, count(r.value) AS priced,
  coalesce(sum(r.value), 0) AS value, coalesce(sum(r.expected_revenue), 0) AS revenue`

/** A plain sum, or null when that would mix currencies. */
export function plainSum(column: 'value' | 'revenue', filter = 'true'): string {
  return unlessMixed(
    amountSql(`coalesce(sum(${column}) FILTER (WHERE ${filter}), 0)`, 'min(currency)')
  )
}

/** The average value of those that have one. */
export const PLAIN_AVERAGE = unlessMixed(
  amountSql('coalesce(sum(value) / nullif(sum(priced), 0), 0)', 'min(currency)')
)

/** The currency of the plain sums, when there is one. */
export const PLAIN_CURRENCY = unlessMixed('min(currency)')

function unlessMixed(sql: string): string {
  return `CASE WHEN count(DISTINCT currency) <= 1 THEN ${sql} END`
}

/** One entry for each currency. @param rows a table of such rows, with a condition if need be */
export function byCurrency(rows: string): string {
  return `(SELECT coalesce(json_agg(json_build_object(
      'currency', currency, 'count', n, 'value', ${amountSql('value', 'currency')},
      'expected_revenue', ${amountSql('revenue', 'currency')}) ORDER BY n DESC, currency), '[]')
    FROM (SELECT currency, sum(n)::bigint AS n, sum(value) AS value, sum(revenue) AS revenue
          FROM ${rows} GROUP BY currency) each_currency)`
}
