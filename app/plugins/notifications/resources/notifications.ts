import { actorField } from '#plugins/identity/actor_field'
import { KIND_NAMES } from '#plugins/notifications/kinds'
import { readableSubjects } from '#plugins/notifications/subjects'
import { defineResource } from '#core/resources/define_resource'
import { boolean, choice, code, text, timestamp, uuid, version } from '#core/resources/fields'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What the caller is notified of: of records that they may read at this moment, and no others. */
export default defineResource({
  name: 'notifications',
  singular: 'notification',
  standard: [],
  attachable: false,
  isConfidential: true,
  baseScope: ({ userId }, bind) =>
    `r.organization_id = ${bind(UnitOfWork.get().organizationId)} AND r.user_id = ${bind(userId)}::uuid
     AND r.in_app`,
  rowFilter: readableSubjects,
  logs: ['configure'],
  sample: async ({ idOf }) => {
    const { makeSample } = await import('#plugins/notifications/sample')
    return makeSample(idOf('customers'))
  },

  relations: {
    actor: { table: 'users', key: 'actor_id', global: true },
  },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    kind: choice(KIND_NAMES),
    resource: code({ nullable: false }),
    record_id: uuid({ nullable: false }),
    label: text(),
    actor: actorField('actor', 'actor_id'),
    is_read: boolean({ sql: '(r.read_at IS NOT NULL)', nullable: false }),
    read_at: timestamp(),
    version: version(),
    created_at: timestamp({ nullable: false }),
  },
})
