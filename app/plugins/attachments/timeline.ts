import vine from '@vinejs/vine'
import type { TimelineKind } from '#core/timeline/source'

/** Files that a record has, from when it was given them. */
const attachmentKind: TimelineKind = {
  title: 'File',
  source: {
    about: 'attachments',
    isOfRecord: true,
    items: (organization) => `
      SELECT e.created_at AS at, e.id FROM attachments e
      WHERE e.organization_id = ${organization} AND e.record_id = s.id AND e.resource = s.type`,
    shown: (organization) => `
      SELECT e.created_by_id, e.name, 'Attached ' || e.name, json_build_object(
        'name', e.name, 'size', e.size, 'content_type', e.content_type, 'scan_status', e.scan_status)
      FROM attachments e WHERE e.organization_id = ${organization} AND e.id = p.id`,
  },
}

/** Files that a record has no more. They are gone, and so this is written as they go. */
const removalKind: TimelineKind = {
  title: 'File removed',
  permission: 'attachments:read',
  data: vine.object({ name: vine.string(), size: vine.number(), content_type: vine.string() }),
}

export const attachmentKinds = { attachment: attachmentKind, attachment_removed: removalKind }
