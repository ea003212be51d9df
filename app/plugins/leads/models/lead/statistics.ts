import { amountSql } from '#core/currency/sql'
import type { ListRequest } from '#core/resources/query/list_request'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import { START_OF_MONTH } from '#core/calendar/organization_day'
import { LEAD_SOURCES, LEAD_STATUSES, QUALIFICATION_STATUSES } from '#plugins/leads/resources/leads'

/** Counts and averages of the leads of a list, as finished JSON: one scan. */
export function leadStatistics(query: RecordQuery, request: ListRequest): Read<string> {
  const statement = new Statement()
  const { searched, where, joins } = query.parts(request, statement)
  return statement.readJson(
    `${searched ? `WITH ${searched}` : ''}
     SELECT json_build_object(
       'total', count(*),
       'active', ${count(`r.status = 'active'`)},
       'converted', ${count('r.is_converted')},
       'unconverted', ${count('NOT r.is_converted')},
       'conversion_rate', round(coalesce(100.0 * ${count('r.is_converted')} / nullif(count(*), 0), 0), 2)::text,
       'average_score', round(coalesce(avg(r.lead_score), 0), 2)::text,
       'total_estimated_value',
         ${amountSql('coalesce(sum(r.estimated_value), 0)', '(SELECT organization_currency())')},
       'new_this_month', ${count(`r.created_at >= ${START_OF_MONTH}`)},
       'by_status', ${each('status', LEAD_STATUSES)},
       'by_qualification', ${each('qualification_status', QUALIFICATION_STATUSES)},
       'by_source', ${each('source', LEAD_SOURCES)}
     )::text AS body
     FROM leads r ${joins()} WHERE ${where}`
  )
}

function each(column: string, words: readonly string[]): string {
  const pairs = words.map((word) => `'${word}', ${count(`r.${column} = '${word}'`)}`)
  return `json_build_object(${pairs.join(', ')})`
}

function count(condition: string): string {
  return `count(*) FILTER (WHERE ${condition})`
}
