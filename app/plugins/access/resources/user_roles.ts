import { organizationSummary, userSummary } from '#plugins/identity/summaries'
import { roleSummary } from '#plugins/access/summaries'
import { defineResource, once } from '#core/resources/define_resource'
import { boolean, embedded, timestamp, uuid, version } from '#core/resources/fields'
import { reference } from '#core/resources/validation/fields'

const handingOn = once(() => import('#plugins/access/models/user_role/handing_on'))

/** Which member has which role. */
export default defineResource({
  name: 'user-roles',
  singular: 'user_role',
  attachable: false,
  table: 'user_roles',
  model: () => import('#plugins/access/models/user_role'),
  policy: () => import('#plugins/access/policies/user_role_policy'),
  authorizeChange: async (...change) => (await handingOn()).authorizeHandingOn(...change),
  standard: ['read', 'create', 'update', 'delete'],
  importable: false,
  own: { subject: 'user_id' },

  relations: {
    member: { table: 'users', key: 'user_id', global: true },
    company: { table: 'organizations', key: 'organization_id', global: true },
    assigned: { table: 'roles', key: 'role_id' },
    assigner: { table: 'users', key: 'assigned_by_id', global: true },
  },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    user: embedded('member', userSummary, {
      key: 'user_id',
      nullable: false,
      rule: { create: reference() },
    }),
    organization: embedded('company', organizationSummary, { nullable: false }),
    role: embedded('assigned', roleSummary, {
      key: 'role_id',
      nullable: false,
      rule: { create: reference() },
    }),
    is_active: boolean({ nullable: false, writable: true }),
    assigned_at: timestamp({ nullable: false }),
    assigned_by: embedded('assigner', userSummary, { key: 'assigned_by_id' }),
    created_at: timestamp({ nullable: false }),
    version: version(),
    updated_at: timestamp({ nullable: false, in: ['detail'] }),
  },
})
