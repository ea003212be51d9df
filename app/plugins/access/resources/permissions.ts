import { permissionsHere } from '#core/access/permission_catalog_sql'
import { word } from '#plugins/access/validators/permission'
import { defineResource } from '#core/resources/define_resource'
import { boolean, code, organizationId, text, timestamp, uuid } from '#core/resources/fields'
import { optionalText } from '#core/resources/validation/fields'

/**
 * What can be granted: the catalogue, without what plugins add that are off in
 * the organization, and what it added for its own clients.
 */
export default defineResource({
  name: 'permissions',
  singular: 'permission',
  table: permissionsHere,
  model: () => import('#plugins/access/models/permission'),
  policy: () => import('#plugins/access/policies/permission_policy'),
  standard: ['create', 'delete'],
  importable: false,
  order: '-created_at,resource,action',

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    organization: organizationId(['list', 'detail']),
    name: code({ nullable: false }),
    resource: code({ nullable: false, rule: { create: word(100) }, search: true }),
    action: code({ nullable: false, rule: { create: word(50) }, search: true }),
    description: text({ sort: false, rule: { create: optionalText(1000) }, search: true }),
    is_system_permission: boolean({ nullable: false }),
    is_narrowable: boolean({ nullable: false, sort: false }),
    created_at: timestamp(),
  },
})
