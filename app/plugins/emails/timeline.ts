import type { TimelineKind } from '#core/timeline/source'

const AT = 'SELECT e.created_at AS at, e.id FROM emails e'

/** E-mails that were written to a person or a lead, or from the page of a record. */
export const emailKind: TimelineKind = {
  title: 'E-mail',
  source: {
    about: 'emails',
    items: (organization) => `
      ${AT} WHERE e.organization_id = ${organization} AND e.to_id = s.id AND e.to_type = s.type
      UNION ALL
      ${AT} WHERE e.organization_id = ${organization} AND e.record_id = s.id AND e.resource = s.type
        AND (e.to_id, e.to_type) <> (s.id, s.type)`,
    shown: (organization) => `
      SELECT e.created_by_id, e.subject, 'E-mail to ' || e.to_email || ': ' || e.subject,
        json_build_object('to_email', e.to_email, 'from_email', e.from_email, 'state', e.state)
      FROM emails e WHERE e.organization_id = ${organization} AND e.id = p.id`,
  },
}
