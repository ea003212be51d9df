import { notFound } from '#core/http/exceptions/problem'
import { PLAIN_CURRENCY, byCurrency, plainSum } from '#plugins/deals/models/deal/money'
import { groups } from '#core/resources/query/groups'
import type { ListRequest } from '#core/resources/query/list_request'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import { objectOf } from '#core/resources/summary'
import { stageSummary } from '#plugins/deals/summaries'
import deals from '#plugins/deals/resources/deals'

interface Board {
  /** The pipeline that is shown; the default one when it is null. */
  readonly pipelineId: string | null
  /** Whether won and lost deals are shown too. */
  readonly closed: boolean
  /** How a column's list begins, before its stage's id. */
  readonly list: string
}

/**
 * A pipeline as columns: what each stage holds, in numbers, sums per currency,
 * and the first deals of it. Finished JSON, in one statement.
 *
 * @throws 404 when there is no such pipeline
 */
export function dealBoard(
  query: RecordQuery,
  request: ListRequest,
  { pipelineId, closed, list }: Board
): Read<string> {
  const statement = new Statement()
  const { bind } = statement
  const parts = query.parts(request, statement)
  const { searched, where, order, columns, joins } = parts
  const { rows: sums } = groups(deals, query, request, statement, {
    parts,
    filter: `r.pipeline_id = (SELECT id FROM board) AND r.live_status = ANY(ARRAY[${closed ? `'open', 'won', 'lost'` : `'open'`}])`,
  })
  const organization = bind(query.organizationId)
  const size = bind(request.pageSize)
  const wanted = pipelineId === null ? 'p.is_default' : `p.id = ${bind(pipelineId)}`
  const ctes = [
    searched,
    `board AS (SELECT p.id, p.name FROM pipelines p
               WHERE p.organization_id = ${organization} AND p.deleted_at IS NULL AND ${wanted})`,
    `stages AS (SELECT s.* FROM pipeline_stages s JOIN board ON board.id = s.pipeline_id
                WHERE s.organization_id = ${organization} AND s.deleted_at IS NULL
                  ${closed ? '' : `AND s.type = 'open'`})`,
    `sums AS (${sums})`,
    `columns AS (
       SELECT s.position, json_build_object(
         'stage', ${objectOf(stageSummary, 's')},
         'count', coalesce(held.n, 0),
         'currency', held.currency,
         'value', held.value,
         'expected_revenue', held.revenue,
         'by_currency', ${byCurrency('sums mine WHERE mine.stage_id = s.id')},
         'deals', (SELECT coalesce(json_agg(shown), '[]') FROM (
           SELECT ${columns} FROM deals r ${joins(request.fields)}
           WHERE ${where} AND r.stage_id = s.id ORDER BY ${order} LIMIT ${size}) shown),
         'next', CASE WHEN held.n > ${size} THEN ${bind(list)} || s.id || '&page=2' END
       ) AS entry
       FROM stages s
       CROSS JOIN LATERAL (
         SELECT sum(n)::bigint AS n, ${PLAIN_CURRENCY} AS currency,
                ${plainSum('value')} AS value, ${plainSum('revenue')} AS revenue
         FROM sums mine WHERE mine.stage_id = s.id) held)`,
  ]
  return statement.read<{ body: string }, string>(
    `WITH ${ctes.filter(Boolean).join(', ')}
     SELECT json_build_object(
       'pipeline', json_build_object('id', board.id, 'name', board.name),
       'columns', (SELECT json_agg(entry ORDER BY position) FROM columns))::text AS body
     FROM board`,
    ([row]) => {
      if (!row) throw notFound('pipeline')
      return row.body
    }
  )
}
