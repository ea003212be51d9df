import { type DayRange, daysSql, isLimited } from '#core/calendar/day_range'
import { startOfDaySql } from '#core/calendar/organization_day'
import type { Read } from '#core/database/read'
import { type Reading, narrowed, within } from '#core/resources/query/reading'
import { Statement } from '#core/resources/query/statement'
import { share } from '#plugins/reports/models/dashboard'
import { winRatesSql } from '#plugins/reports/models/win_rates'

/** What is measured where a request names no days. */
const DEFAULT_DAYS: DayRange = { from: null, to: null, stretch: 'last_90_days' }

/**
 * How fast deals move, and what becomes of them, as finished JSON in one statement: of the stays in
 * stages that began within the days, where each led to and how long those took that have ended; what
 * stands in each stage now; and how many were won of those that were closed within the days.
 */
export function dealVelocity(reading: Reading, asked: DayRange): Read<string> {
  const { query, all } = reading
  const days = isLimited(asked) ? asked : DEFAULT_DAYS
  const statement = new Statement()
  const { bind } = statement
  const organization = bind(query.organizationId)
  const { first, last } = daysSql(days, bind)
  const selected = query.parts(all, statement)
  const closed = query.parts(narrowed(all, within(days, 'actual_close_date')), statement)
  const began = [
    ...(first === null ? [] : [`i.entered_at >= ${startOfDaySql(first)}`]),
    ...(last === null ? [] : [`i.entered_at < ${startOfDaySql(`${last} + 1`)}`]),
  ]
  const ctes = [
    selected.searched,
    `chosen AS MATERIALIZED (
       SELECT r.id FROM deals r ${selected.joins()} WHERE ${selected.where})`,
    /* A stay begins at the very moment at which the one before it ended. */
    `stays AS MATERIALIZED (
       SELECT i.deal_id, i.stage_id, after.stage_id AS next_id,
              extract(epoch FROM i.left_at - i.entered_at) AS seconds
       FROM deal_stage_intervals i
       LEFT JOIN deal_stage_intervals after
         ON after.organization_id = i.organization_id AND after.deal_id = i.deal_id
        AND after.entered_at = i.left_at
       WHERE i.organization_id = ${organization} AND i.deal_id IN (SELECT id FROM chosen)
         ${began.map((condition) => `AND ${condition}`).join(' ')})`,
    `paces AS (
       SELECT stage_id, count(*) AS entered, count(DISTINCT deal_id) AS deals, count(seconds) AS ended,
              ${percentile(0.5)} AS median, ${percentile(0.9)} AS slow
       FROM stays GROUP BY stage_id)`,
    `moves AS (
       SELECT stage_id, next_id, count(*) AS n FROM stays WHERE next_id IS NOT NULL GROUP BY 1, 2)`,
    `standing AS (
       SELECT i.stage_id, count(*) AS n,
              count(*) FILTER (WHERE clock_timestamp() - i.entered_at > make_interval(secs => p.slow::float8)) AS stuck,
              floor(extract(epoch FROM max(clock_timestamp() - i.entered_at)))::bigint AS longest
       FROM deal_stage_intervals i LEFT JOIN paces p ON p.stage_id = i.stage_id
       WHERE i.organization_id = ${organization} AND i.left_at IS NULL AND i.status = 'open'
         AND i.deal_id IN (SELECT id FROM chosen)
       GROUP BY 1)`,
    `closings AS MATERIALIZED (
       SELECT r.status, r.assigned_to_id, r.source, r.lost_reason, r.lost_reason_id
       FROM deals r ${closed.joins()} WHERE ${closed.where} AND r.status <> 'open')`,
  ]
  return statement.readJson(
    `WITH ${ctes.filter(Boolean).join(', ')}
     SELECT json_build_object(
       'from', ${first ?? 'NULL::date'}, 'to', ${last ?? 'NULL::date'},
       'counted', json_build_object('stages', 'entered_in_period', 'win_rates', 'closed_in_period',
                                    'standing', 'now'),
       'stages', (SELECT coalesce(json_agg(${STAGE}
            ORDER BY l.name COLLATE alphabetical, l.id, s.position), '[]')
          FROM pipeline_stages s
          JOIN pipelines l ON l.organization_id = s.organization_id AND l.id = s.pipeline_id
          LEFT JOIN paces p ON p.stage_id = s.id LEFT JOIN standing w ON w.stage_id = s.id
          WHERE s.organization_id = ${organization} AND (p.entered > 0 OR w.n > 0)),
       'win_rates', ${winRatesSql(query.visible, organization)}
     )::text AS body`
  )
}

/** Whole seconds of the stays that have ended, of which such a part was no longer; null where none has. */
function percentile(part: number): string {
  return `round(percentile_cont(${part}) WITHIN GROUP (ORDER BY seconds))::bigint`
}

const STAGE = `json_build_object(
  'pipeline', json_build_object('id', l.id, 'name', l.name),
  'stage', json_build_object('id', s.id, 'name', s.name, 'type', s.type),
  'entered', coalesce(p.entered, 0), 'deals', coalesce(p.deals, 0), 'left', coalesce(p.ended, 0),
  'median_seconds', p.median, 'p90_seconds', p.slow,
  'conversions', (SELECT coalesce(json_agg(json_build_object(
      'stage', json_build_object('id', n.id, 'name', n.name, 'type', n.type),
      'count', m.n, 'rate', ${share('m.n', 'p.entered')}) ORDER BY m.n DESC, n.position, n.id), '[]')
    FROM moves m JOIN pipeline_stages n ON n.organization_id = s.organization_id AND n.id = m.next_id
    WHERE m.stage_id = s.id),
  'standing', json_build_object('count', coalesce(w.n, 0), 'stuck', coalesce(w.stuck, 0),
    'longest_seconds', w.longest))`
