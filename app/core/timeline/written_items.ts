import type { TimelineSource } from '#core/timeline/source'

/** The items of a kind that a plugin writes. @param kind as its manifest names it */
export function writtenItems(kind: string): TimelineSource {
  return {
    items: (organization) => `
      SELECT e.at, e.id FROM timeline_items e
      WHERE e.organization_id = ${organization} AND e.type = s.type AND e.record_id = s.id
        AND e.kind = '${kind}'`,
    shown: (organization) => `
      SELECT e.actor_id, NULL::text, e.summary, e.data::json FROM timeline_items e
      WHERE e.organization_id = ${organization} AND e.id = p.id`,
  }
}
