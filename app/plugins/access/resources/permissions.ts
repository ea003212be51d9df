import { knownPermissions } from '#core/access/permission_catalog_sql'
import { defineResource } from '#core/resources/define_resource'
import { boolean, text, timestamp, uuid } from '#core/resources/fields'

const shown = [
  'id',
  'organization',
  'name',
  'resource',
  'action',
  'description',
  'is_system_permission',
  'is_narrowable',
  'created_at',
]

/**
 * What can be granted: the catalogue, and what the organization added for its
 * own clients.
 */
export default defineResource({
  name: 'permissions',
  singular: 'permission',
  table: knownPermissions,
  model: () => import('#plugins/access/models/permission'),
  policy: () => import('#plugins/access/policies/permission_policy'),
  writes: async () => (await import('#plugins/access/validators/permission')).permissionWrites,
  standard: ['create', 'delete'],
  importable: false,
  order: '-created_at,resource,action',

  page: { search: ['resource', 'action', 'description'] },

  fields: {
    id: uuid({ nullable: false }),
    organization: uuid({
      sql: 'r.organization_id',
      nullable: false,
      filter: false,
      sort: false,
    }),
    name: text({ nullable: false }),
    resource: text({ nullable: false }),
    action: text({ nullable: false }),
    description: text({ sort: false }),
    is_system_permission: boolean({ nullable: false }),
    is_narrowable: boolean({ nullable: false, sort: false }),
    created_at: timestamp(),
  },

  list: shown,
  detail: shown,
})
