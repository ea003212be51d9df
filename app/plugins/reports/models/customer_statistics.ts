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

/**
 * Counts of the customers of a list, as finished JSON. Status and type come
 * from the kept counters where that can be; the rest is read from indexes.
 *
 * What their deals are worth is told to anyone who may read deals, of those that
 * the caller may: the sum and the average, where that would not mix currencies, and
 * those of each currency.
 *
 * @param deals the caller's reading of deals; null when they may read none
 */
export function customerStatistics(
  query: RecordQuery,
  request: ListRequest,
  deals: RecordQuery | null
): Read<string> {
  const statement = new Statement()
  const parts = query.parts(request, statement)
  const { rows: facets } = groups(customers, query, request, statement, { parts })
  const listed = `FROM customers r ${parts.joins()} WHERE ${parts.where}`
  const ctes = [
    parts.searched,
    `facets AS (${facets})`,
    `industries AS (
       SELECT coalesce(r.industry, 'unspecified') AS industry, sum(n)::bigint AS n FROM (
         SELECT r.industry, count(*) AS n ${listed} GROUP BY 1
       ) r GROUP BY 1
     )`,
    `sums AS (SELECT ${SUMMED} FROM deals r
              WHERE ${deals ? deals.scope(statement) : 'false'}
                AND r.customer_id IN (SELECT r.id ${listed})
              GROUP BY r.currency)`,
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

function each(facet: string, words: readonly string[]): string {
  return words.map((word) => `'${word}', ${countOf(facet, word)}`).join(', ')
}

function countOf(facet: string, word: string): string {
  return `(SELECT coalesce(sum(n), 0)::bigint FROM facets WHERE ${facet} = '${word}')`
}
