import { asJson } from '#core/resources/json'
import type { TimelineKind } from '#core/timeline/source'

const place = (stage: string) => `CASE WHEN ${stage}.id IS NOT NULL THEN json_build_object(
  'id', ${stage}.id, 'name', ${stage}.name, 'type', ${stage}.type) END`

/** The stages in which a deal has stood, each from when it entered that. */
export const stageKind: TimelineKind = {
  title: 'Stage',
  source: {
    of: ['deals'],
    key: `p.id || ':' || (extract(epoch FROM p.at) * 1000000)::bigint`,
    items: (organization) => `
      SELECT e.entered_at AS at, e.deal_id AS id FROM deal_stage_intervals e
      WHERE e.organization_id = ${organization} AND e.deal_id = s.id`,
    shown: (organization) => `
      SELECT e.entered_by_id, NULL::text,
        CASE WHEN was.id IS NULL THEN 'Begun in ' || stage.name
             ELSE 'Moved from ' || was.name || ' to ' || stage.name END,
        json_build_object(
          'from', ${place('was')},
          'to', ${place('stage')},
          'pipeline', json_build_object('id', pipeline.id, 'name', pipeline.name),
          'status', e.status,
          'left_at', ${asJson('timestamp', 'e.left_at')})
      FROM deal_stage_intervals e
      JOIN pipeline_stages stage ON stage.organization_id = e.organization_id
        AND stage.id = e.stage_id
      JOIN pipelines pipeline ON pipeline.organization_id = e.organization_id
        AND pipeline.id = e.pipeline_id
      LEFT JOIN LATERAL (
        SELECT b.stage_id FROM deal_stage_intervals b
        WHERE b.organization_id = e.organization_id AND b.deal_id = e.deal_id
          AND b.entered_at < e.entered_at
        ORDER BY b.entered_at DESC LIMIT 1) before ON true
      LEFT JOIN pipeline_stages was ON was.organization_id = e.organization_id
        AND was.id = before.stage_id
      WHERE e.organization_id = ${organization} AND e.deal_id = p.id AND e.entered_at = p.at`,
  },
}
