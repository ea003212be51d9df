import type { Read } from '#core/database/read'
import { amountSql } from '#core/currency/sql'
import type { DayRange } from '#core/calendar/day_range'
import { type Reading, madeWithin } from '#core/resources/query/reading'
import { Statement } from '#core/resources/query/statement'
import { amountsOf } from '#plugins/products/amounts'

const STATUSES = ['open', 'won', 'lost'] as const

/** What the report is made of. */
interface Readings {
  readonly deals: Reading
  readonly lines: Reading
}

/**
 * What products came to in deals that were made in these days, as finished JSON: one entry for each
 * product and currency, those first of which most was won.
 *
 * @param limit the most entries
 */
export function productStatistics(
  { deals, lines }: Readings,
  days: DayRange,
  limit: number
): Read<string> {
  const statement = new Statement()
  const of = (reading: Reading, request = reading.all) => reading.query.parts(request, statement)
  const [made, written] = [of(deals, madeWithin(deals, days)), of(lines)]
  const net = amountSql(`coalesce(sum(net) FILTER (WHERE status = STATUS), 0)`, 'currency')
  return statement.readJson(
    `WITH made AS (SELECT r.id, r.status, r.currency FROM deals r ${made.joins()} WHERE ${made.where}),
          sold AS (
            SELECT r.product_id, made.id AS deal_id, made.status, made.currency, r.quantity,
                   r.quantity * r.unit_price AS listed, r.discount,
                   ${amountsOf('r', 'made.currency').net} AS net
            FROM deal_lines r JOIN made ON made.id = r.deal_id ${written.joins()}
            WHERE ${written.where} AND r.product_id IS NOT NULL),
          entries AS (
            SELECT sum(net) FILTER (WHERE status = 'won') AS won, currency, product_id, json_build_object(
              'product_id', product_id, 'currency', currency,
              'deals', ${byStatus((status) => `count(DISTINCT deal_id) FILTER (WHERE status = ${status})`)},
              'quantity', ${byStatus((status) => `coalesce(sum(quantity) FILTER (WHERE status = ${status}), 0)::numeric(20, 3)::text`)},
              'net', ${byStatus((status) => net.replaceAll('STATUS', status))},
              'average_discount',
                round(coalesce(sum(listed * discount) / nullif(sum(listed), 0), 0), 2)::text) AS entry
            FROM sold GROUP BY product_id, currency
            ORDER BY won DESC NULLS LAST, product_id, currency LIMIT ${Math.trunc(limit)})
     SELECT coalesce(json_agg(
       (entry::jsonb || jsonb_build_object('code', p.code, 'name', p.name))
       ORDER BY won DESC NULLS LAST, p.id, entries.currency), '[]')::text AS body
     FROM entries
     JOIN products p ON p.organization_id = app_organization() AND p.id = entries.product_id`
  )
}

function byStatus(sql: (status: string) => string): string {
  const pairs = STATUSES.map((status) => `'${status}', ${sql(`'${status}'`)}`)
  return `json_build_object(${pairs.join(', ')})`
}
