import { notFound } from '#core/http/exceptions/problem'
import { currentScoreRules } from '#plugins/leads/models/lead/score_rules'
import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import { objectOf } from '#core/resources/summary'
import { actorSummary } from '#plugins/identity/summaries'
import { asJson } from '#core/resources/json'

const authorOf = (relation: string) =>
  `CASE WHEN ${relation}.id IS NOT NULL THEN ${objectOf(actorSummary, relation)} END`

/**
 * Why a lead has the score that it has, as finished JSON: the points of each
 * rule, the score that somebody gave, and how both have changed.
 *
 * @throws 404 when the caller cannot read the lead
 */
export async function explainScore(query: RecordQuery, id: string): Promise<Read<string>> {
  const statement = new Statement()
  const scope = query.scope(statement)
  const rules = await currentScoreRules()
  const known = Object.fromEntries(rules.map((rule) => [rule.id, rule.label]))
  const labels = `${statement.bind(JSON.stringify(known))}::jsonb`
  return statement.read<{ body: string }, string>(
    `SELECT json_build_object(
       'lead_id', r.id,
       'score', r.lead_score,
       'automatic', json_build_object(
         'score', r.score_automatic,
         'computed_at', ${asJson('timestamp', 'r.score_computed_at')},
         'rules', (
           SELECT json_agg(json_build_object('id', rule.id, 'label', coalesce(${labels} ->> rule.id, rule.id),
                    'points', coalesce((r.score_points ->> rule.id)::int, 0))
                  ORDER BY coalesce((r.score_points ->> rule.id)::int, 0) DESC, rule.id)
           FROM jsonb_object_keys(${labels} || r.score_points) rule (id))),
       'manual', CASE WHEN r.score_manual IS NOT NULL THEN json_build_object(
         'score', r.score_manual, 'reason', r.score_manual_reason,
         'author', ${authorOf('author')}, 'given_at', ${asJson('timestamp', 'r.score_manual_at')}) END,
       'history', (
         SELECT coalesce(json_agg(json_build_object(
                  'score', coalesce(change.manual, change.automatic), 'automatic', change.automatic,
                  'manual', change.manual, 'reason', change.reason, 'author', ${authorOf('changer')},
                  'changed_at', ${asJson('timestamp', 'change.created_at')}) ORDER BY change.number DESC), '[]')
         FROM lead_score_changes change LEFT JOIN users changer ON changer.id = change.author_id
         WHERE change.organization_id = r.organization_id AND change.lead_id = r.id)
     )::text AS body
     FROM leads r LEFT JOIN users author ON author.id = r.score_manual_by_id
     WHERE ${scope} AND r.id = ${statement.bind(id)}`,
    ([row]) => {
      if (!row) throw notFound('lead')
      return row.body
    }
  )
}
