import { PLAIN_AVERAGE, SUMMED, byCurrency, plainSum } from '#plugins/deals/models/deal/money'
import { START_OF_MONTH } from '#core/calendar/organization_day'
import { groups } from '#core/resources/query/groups'
import type { ListRequest } from '#core/resources/query/list_request'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import customers, {
  CUSTOMER_STATUSES,
  CUSTOMER_TYPES,
} from '#plugins/customers/resources/customers'
import deals from '#plugins/deals/resources/deals'

/**
 * Counts of the customers of a list, as finished JSON. Status, type and the sums of
 * deals come from what is kept where that can be; the rest is read from indexes.
 *
 * What their deals are worth is told to anyone who may read deals, of those that
 * the caller may: the sum and the average, where that would not mix currencies, and
 * those of each currency.
 *
 * @param sales the caller's reading of deals; null when they may read none
 */
export function customerStatistics(
  query: RecordQuery,
  request: ListRequest,
  sales: RecordQuery | null
): Read<string> {
  const statement = new Statement()
  const parts = query.parts(request, statement)
  const { rows: facets } = groups(customers, query, request, statement, { parts })
  const listed = `FROM customers r ${parts.joins()} WHERE ${parts.where}`
  const areAll = sales?.readsAll && query.holdsAll(request)
  const sums = areAll
    ? sumsOfAll(sales, request, statement)
    : `SELECT ${SUMMED} FROM deals r
       WHERE ${sales ? sales.scope(statement) : 'false'} AND r.customer_id IN (SELECT r.id ${listed})
       GROUP BY r.currency`
  const ctes = [
    parts.searched,
    `facets AS (${facets})`,
    `industries AS (
       SELECT coalesce(r.industry, 'unspecified') AS industry, sum(n)::bigint AS n FROM (
         SELECT r.industry, count(*) AS n ${listed} GROUP BY 1
       ) r GROUP BY 1
     )`,
    `sums AS (${sums})`,
  ]
  return statement.readJson(
    `WITH ${ctes.filter(Boolean).join(', ')}
     SELECT json_build_object(
       'total', (SELECT coalesce(sum(n), 0)::bigint FROM facets),
       'active', ${countOf('status', 'active')},
       'inactive', ${countOf('status', 'inactive')},
       'by_status', json_build_object(${each('status', CUSTOMER_STATUSES)}),
       'by_type', json_build_object(${each('customer_type', CUSTOMER_TYPES)}),
       'by_industry',
         (SELECT coalesce(json_object_agg(industry, n ORDER BY n DESC, industry COLLATE alphabetical), '{}') FROM industries),
       'new_this_month',
         (SELECT count(*) ${listed} AND r.created_at >= ${START_OF_MONTH}),
       'average_deal_value', (SELECT ${PLAIN_AVERAGE} FROM sums),
       'total_deal_value', (SELECT ${plainSum('value')} FROM sums),
       'deal_values', ${byCurrency('sums')}
     )::text AS body`
  )
}

/**
 * The sums of the deals that belong to any customer who is there: what is kept of all deals, less
 * those of no one and of the deleted, which are few.
 *
 * @param request has no conditions
 */
function sumsOfAll(query: RecordQuery, request: ListRequest, statement: Statement): string {
  const others = `SELECT r.currency, -count(*), -count(r.value), -coalesce(sum(r.value), 0),
                         -coalesce(sum(r.expected_revenue), 0) FROM deals r`
  const where = query.scope(statement)
  return `
    SELECT currency, sum(n)::bigint AS n, sum(priced)::bigint AS priced, sum(value) AS value,
           sum(revenue) AS revenue
    FROM (SELECT currency, n, priced, value, revenue
          FROM (${groups(deals, query, request, statement).rows}) kept
          UNION ALL ${others} WHERE ${where} AND r.customer_id IS NULL GROUP BY 1
          UNION ALL ${others}
          JOIN customers gone ON gone.organization_id = r.organization_id AND gone.id = r.customer_id
          WHERE ${where} AND gone.deleted_at IS NOT NULL GROUP BY 1) parts
    GROUP BY currency HAVING sum(n) <> 0`
}

function each(facet: string, words: readonly string[]): string {
  return words.map((word) => `'${word}', ${countOf(facet, word)}`).join(', ')
}

function countOf(facet: string, word: string): string {
  return `(SELECT coalesce(sum(n), 0)::bigint FROM facets WHERE ${facet} = '${word}')`
}
