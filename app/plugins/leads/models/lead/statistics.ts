import { amountSql } from '#core/currency/sql'
import type { ListRequest } from '#core/resources/query/list_request'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import { START_OF_MONTH } from '#core/calendar/organization_day'
import { LEAD_SOURCES, LEAD_STATUSES, QUALIFICATION_STATUSES } from '#plugins/leads/resources/leads'

/**
 * Counts and averages of the leads of a list, as finished JSON: one scan, of an index alone where
 * nothing else is asked for, since it reads no column that `leads_statistics` does not hold.
 */
export function leadStatistics(query: RecordQuery, request: ListRequest): Read<string> {
  const statement = new Statement()
  const { searched, where, joins } = query.parts(request, statement)
  return statement.readJson(
    `WITH ${searched ? `${searched}, ` : ''}
     kinds AS (
       SELECT r.status, r.qualification_status, r.source, count(*) AS n, sum(r.lead_score) AS score,
              sum(r.estimated_value) AS value,
              count(*) FILTER (WHERE r.created_at >= ${START_OF_MONTH}) AS recent
       FROM leads r ${joins()} WHERE ${where} GROUP BY 1, 2, 3)
     SELECT json_build_object(
       'total', ${count('true')},
       'active', ${count(`status = 'active'`)},
       'converted', ${count(CONVERTED)},
       'unconverted', ${count(`NOT (${CONVERTED})`)},
       'conversion_rate', round(coalesce(100.0 * ${count(CONVERTED)} / nullif(sum(n), 0), 0), 2)::text,
       'average_score', round(coalesce(sum(score) / nullif(sum(n), 0), 0), 2)::text,
       'total_estimated_value',
         ${amountSql('coalesce(sum(value), 0)', '(SELECT organization_currency())')},
       'new_this_month', coalesce(sum(recent), 0)::bigint,
       'by_status', ${each('status', LEAD_STATUSES)},
       'by_qualification', ${each('qualification_status', QUALIFICATION_STATUSES)},
       'by_source', ${each('source', LEAD_SOURCES)}
     )::text AS body
     FROM kinds`
  )
}

/** What `is_converted` is generated from. */
const CONVERTED = `qualification_status = 'converted'`

function each(column: string, words: readonly string[]): string {
  const pairs = words.map((word) => `'${word}', ${count(`${column} = '${word}'`)}`)
  return `json_build_object(${pairs.join(', ')})`
}

function count(condition: string): string {
  return `coalesce(sum(n) FILTER (WHERE ${condition}), 0)::bigint`
}
