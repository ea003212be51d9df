import { notFound } from '#exceptions/problem'
import type { RecordQuery } from '#query/record_query'
import { Statement } from '#query/statement'
import { objectOf } from '#resources/cards'
import { asJson } from '#resources/fields'

const INTERVAL = {
  stage: `json_build_object('id', s.id, 'name', s.name, 'type', s.type)`,
  pipeline: `json_build_object('id', p.id, 'name', p.name)`,
  status: '{}.status',
  entered_at: asJson('timestamp', '{}.entered_at'),
  left_at: asJson('timestamp', '{}.left_at'),
  entered_by: `CASE WHEN u.id IS NULL THEN NULL ELSE json_build_object(
    'id', u.id, 'email', u.email,
    'full_name', coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email)) END`,
  /* A closed deal does not age. */
  seconds_in_stage: `CASE WHEN {}.left_at IS NOT NULL OR {}.status = 'open'
    THEN greatest(floor(extract(epoch FROM coalesce({}.left_at, clock_timestamp()) - {}.entered_at)), 0)::bigint END`,
  value: `CASE WHEN {}.left_at IS NULL THEN r.value ELSE {}.value END::text`,
  currency: `CASE WHEN {}.left_at IS NULL THEN r.currency ELSE {}.currency END`,
  probability: `CASE WHEN {}.left_at IS NULL THEN r.probability ELSE {}.probability END::text`,
  lost_reason: `CASE WHEN {}.left_at IS NULL THEN r.lost_reason ELSE {}.lost_reason END`,
}

/**
 * Where a deal has stood, newest first, as the list that clients know. What it
 * was worth is what it was worth when it left.
 *
 * @throws 404 when the caller cannot see the deal
 */
export async function dealHistory(query: RecordQuery, id: string): Promise<string> {
  const statement = new Statement()
  const scope = query.scope(statement)
  const { rows } = await query.last<{ count: number; body: string }>(
    `SELECT count(*) AS count, json_build_object(
       'count', count(*), 'next', NULL, 'previous', NULL,
       'results', json_agg(${objectOf(INTERVAL, 'i')} ORDER BY i.entered_at DESC))::text AS body
     FROM deals r
     JOIN deal_stage_intervals i ON i.organization_id = r.organization_id AND i.deal_id = r.id
     JOIN pipeline_stages s ON s.organization_id = i.organization_id AND s.id = i.stage_id
     JOIN pipelines p ON p.organization_id = i.organization_id AND p.id = i.pipeline_id
     LEFT JOIN users u ON u.id = i.entered_by_id
     WHERE ${scope} AND r.id = ${statement.bind(id)}`,
    statement
  )
  const row = rows[0]
  if (!row || row.count === 0) throw notFound('deal')
  return row.body
}
