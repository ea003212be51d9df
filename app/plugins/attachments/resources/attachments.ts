import { actorField } from '#plugins/identity/actor_field'
import { readableRecords } from '#plugins/attachments/models/attachment/readable_records'
import { defineResource } from '#core/resources/define_resource'
import {
  choice,
  code,
  integer,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { mandatoryText } from '#core/resources/validation/fields'

/** Files that records have. */
export default defineResource({
  name: 'attachments',
  singular: 'attachment',
  model: () => import('#plugins/attachments/models/attachment'),
  policy: () => import('#plugins/attachments/policies/attachment_policy'),
  standard: ['read', 'update', 'delete'],
  actions: ['upload'],
  attachable: false,
  own: { creator: 'created_by_id' },
  rowFilter: readableRecords,
  sample: async ({ idOf }) => {
    const { makeSample } = await import('#plugins/attachments/models/attachment/sample')
    return makeSample({ resource: 'customers', id: idOf('customers') })
  },

  relations: {
    author: { table: 'users', key: 'created_by_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail'] }),
    organization: organizationId(),
    resource: code({ nullable: false, in: ['list', 'detail', 'page'] }),
    record_id: uuid({ nullable: false, in: ['list', 'detail'] }),
    name: text({
      nullable: false,
      rule: mandatoryText(255),
      in: ['list', 'detail', 'page'],
      search: true,
    }),
    size: integer({ nullable: false, in: ['list', 'detail', 'page'] }),
    content_type: code({ nullable: false, in: ['list', 'detail', 'page'] }),
    sha256: code({ nullable: false, in: ['list', 'detail'] }),
    scan_status: choice(['clean', 'pending', 'refused'], { in: ['list', 'detail'] }),
    scan_reason: text({ filter: false, sort: false }),
    created_by: actorField('author', 'created_by_id', ['list', 'detail', 'page']),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail', 'page'] }),
    updated_at: timestamp({ nullable: false }),
  },
})
