import { defineResource } from '#core/resources/define_resource'
import { boolean, organizationId, text, timestamp, uuid, version } from '#core/resources/fields'
import { mandatoryText } from '#core/resources/validation/fields'

/** Why an organization loses deals. */
export default defineResource({
  name: 'lost-reasons',
  singular: 'lost_reason',
  table: 'lost_reasons',
  model: () => import('#plugins/deals/models/lost_reason'),
  policy: () => import('#plugins/deals/policies/lost_reason_policy'),
  softDeletes: true,
  standard: ['read', 'create', 'update', 'delete', 'restore'],
  order: 'name',

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail'] }),
    organization: organizationId(),
    name: text({ nullable: false, rule: mandatoryText(255), in: ['list', 'detail'], search: true }),
    is_active: boolean({ nullable: false, writable: true, in: ['list', 'detail'] }),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail'] }),
    updated_at: timestamp({ nullable: false }),
  },
})
