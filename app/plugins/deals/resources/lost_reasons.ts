import { defineResource } from '#core/resources/define_resource'
import { boolean, integer, text, timestamp, uuid } from '#core/resources/fields'

/** Why an organization loses deals. */
export default defineResource({
  name: 'lost-reasons',
  singular: 'lost_reason',
  table: 'lost_reasons',
  model: () => import('#plugins/deals/models/lost_reason'),
  policy: () => import('#plugins/deals/policies/lost_reason_policy'),
  writes: async () => (await import('#plugins/deals/validators/lost_reason')).lostReasonWrites,
  softDeletes: true,
  standard: ['read', 'create', 'update', 'delete', 'restore'],
  order: 'name',

  page: { search: ['name'] },

  fields: {
    id: uuid({ nullable: false }),
    organization: uuid({
      sql: 'r.organization_id',
      nullable: false,
      filter: false,
      sort: false,
    }),
    name: text({ nullable: false }),
    is_active: boolean({ nullable: false }),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: ['id', 'name', 'is_active', 'created_at'],
  detail: ['id', 'organization', 'name', 'is_active', 'version', 'created_at', 'updated_at'],
})
