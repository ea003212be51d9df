import { notFound } from '#core/http/exceptions/problem'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import { objectOf } from '#core/resources/summary'
import { actorSummary } from '#plugins/identity/summaries'
import { choice, decimal, embedded, integer, text, timestamp, uuid } from '#core/resources/fields'
import { DEAL_STATUSES } from '#plugins/deals/resources/deals'
import { STAGE_TYPES } from '#plugins/deals/resources/pipeline_stages'

/** Which one it is, and how it is called. */
const called = { id: uuid({ nullable: false }), name: text({ nullable: false }) }

/** While a deal is in a stage, its own values count; afterwards those that it left with. */
const valueThen = (column: string) =>
  `CASE WHEN {}.left_at IS NULL THEN r.${column} ELSE {}.${column} END`

/** A time that a deal has spent in a stage. */
export const intervalSummary = {
  stage: embedded('s', { ...called, type: choice(STAGE_TYPES) }, { nullable: false }),
  pipeline: embedded('p', called, { nullable: false }),
  status: choice(DEAL_STATUSES),
  entered_at: timestamp({ nullable: false }),
  left_at: timestamp(),
  entered_by: embedded('u', actorSummary),
  /* A closed deal does not age. */
  seconds_in_stage: integer({
    sql: `CASE WHEN {}.left_at IS NOT NULL OR {}.status = 'open'
      THEN greatest(floor(extract(epoch FROM coalesce({}.left_at, clock_timestamp()) - {}.entered_at)), 0)::bigint END`,
  }),
  value: decimal({ sql: valueThen('value') }),
  currency: text({ sql: valueThen('currency'), nullable: false }),
  probability: decimal({ sql: valueThen('probability'), nullable: false }),
  lost_reason: text({ sql: valueThen('lost_reason') }),
}

/**
 * Where a deal has stood, newest first, as the list that clients know. What it
 * was worth is what it was worth when it left.
 *
 * @throws 404 when the caller cannot see the deal
 */
export function dealHistory(query: RecordQuery, id: string): Read<string> {
  const statement = new Statement()
  const scope = query.scope(statement)
  return statement.read<{ count: number; body: string }, string>(
    `SELECT count(*) AS count, json_build_object(
       'count', count(*), 'next', NULL, 'previous', NULL,
       'results', json_agg(${objectOf(intervalSummary, 'i')} ORDER BY i.entered_at DESC))::text AS body
     FROM deals r
     JOIN deal_stage_intervals i ON i.organization_id = r.organization_id AND i.deal_id = r.id
     JOIN pipeline_stages s ON s.organization_id = i.organization_id AND s.id = i.stage_id
     JOIN pipelines p ON p.organization_id = i.organization_id AND p.id = i.pipeline_id
     LEFT JOIN users u ON u.id = i.entered_by_id
     WHERE ${scope} AND r.id = ${statement.bind(id)}`,
    ([row]) => {
      if (!row || row.count === 0) throw notFound('deal')
      return row.body
    }
  )
}
