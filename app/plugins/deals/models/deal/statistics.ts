import {
  PLAIN_AVERAGE,
  PLAIN_CURRENCY,
  byCurrency,
  plainSum,
} from '#plugins/deals/models/deal/money'
import { groups } from '#core/resources/query/groups'
import type { ListRequest } from '#core/resources/query/list_request'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import deals, { DEAL_PRIORITIES } from '#plugins/deals/resources/deals'

/**
 * Counts and sums of the deals of a list, as finished JSON: from sums that are
 * kept, or else by one scan of an index. Amounts are decimals as text, one for
 * each currency.
 */
export function dealStatistics(query: RecordQuery, request: ListRequest): Read<string> {
  const statement = new Statement()
  const { searched, rows: sums } = groups(deals, query, request, statement)
  return statement.readJson(
    `WITH ${[searched, `sums AS (${sums})`, STAGES].filter(Boolean).join(', ')}
     SELECT json_build_object(
       'total', ${count()},
       'total_deals', ${count()},
       'open', ${count('open')},
       'won', ${count('won')},
       'lost', ${count('lost')},
       'win_rate', round(coalesce(100.0 * sum(n) FILTER (WHERE status = 'won')
                         / nullif(sum(n) FILTER (WHERE status <> 'open'), 0), 0), 2)::text,
       'currency', ${PLAIN_CURRENCY},
       'total_value', ${plainSum('value')},
       'open_value', ${plainSum('value', `status = 'open'`)},
       'won_value', ${plainSum('value', `status = 'won'`)},
       'lost_value', ${plainSum('value', `status = 'lost'`)},
       'expected_revenue', ${plainSum('revenue', `status = 'open'`)},
       'average_deal_size', ${PLAIN_AVERAGE},
       'average_days_to_close', round(sum(days_to_close) FILTER (WHERE status = 'won')
                                / sum(n) FILTER (WHERE status = 'won'), 2)::text,
       'by_currency', ${byCurrency('sums')},
       'by_stage', (SELECT coalesce(json_agg(entry ORDER BY pipeline_name COLLATE alphabetical, pipeline_id, position), '[]')
                    FROM stages),
       'by_priority', json_build_object(${DEAL_PRIORITIES.map(
         (priority) =>
           `'${priority}', coalesce(sum(n) FILTER (WHERE priority = '${priority}'), 0)::bigint`
       ).join(', ')})
     )::text AS body FROM sums`
  )
}

/** A stage is known by its id: those of two pipelines may have the same name. */
const STAGES = `stages AS (
  SELECT p.name AS pipeline_name, p.id AS pipeline_id, s.position, json_build_object(
    'pipeline_id', p.id, 'pipeline_name', p.name, 'stage_id', s.id, 'stage_name', s.name,
    'type', s.type, 'count', sum(n)::bigint, 'currency', ${PLAIN_CURRENCY},
    'value', ${plainSum('value')}, 'expected_revenue', ${plainSum('revenue')},
    'by_currency', ${byCurrency('sums mine WHERE mine.stage_id = s.id')}) AS entry
  FROM sums
  JOIN pipeline_stages s ON s.organization_id = app_organization() AND s.id = sums.stage_id
  JOIN pipelines p ON p.organization_id = app_organization() AND p.id = s.pipeline_id
  GROUP BY p.id, p.name, s.id, s.name, s.type, s.position)`

function count(status?: string): string {
  const filter = status ? ` FILTER (WHERE status = '${status}')` : ''
  return `coalesce(sum(n)${filter}, 0)::bigint`
}
