import { defineResource } from '#core/resources/define_resource'
import { text, timestamp, uuid, version } from '#core/resources/fields'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Links by which calendars read what the caller has to do. */
export default defineResource({
  name: 'calendar-feeds',
  singular: 'calendar_feed',
  table: 'calendar_feeds',
  standard: [],
  attachable: false,
  isConfidential: true,
  emits: ['rotate'],
  baseScope: ({ userId }, bind) =>
    `r.organization_id = ${bind(UnitOfWork.get().organizationId)} AND r.user_id = ${bind(userId)}::uuid`,
  rowFilter:
    () =>
    ({ userId }, bind) =>
      `r.user_id = ${bind(userId)}::uuid`,

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    name: text({ nullable: false }),
    rotated_at: timestamp(),
    version: version(),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },
})
