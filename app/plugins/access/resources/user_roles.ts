import { organizationSummary, userSummary } from '#plugins/identity/summaries'
import { roleSummary } from '#plugins/access/summary'
import { defineResource } from '#core/resources/define_resource'
import { boolean, embedded, integer, timestamp, uuid } from '#core/resources/fields'

const shown = [
  'id',
  'user',
  'organization',
  'role',
  'is_active',
  'assigned_at',
  'assigned_by',
  'created_at',
]

/** Which member has which role. */
export default defineResource({
  name: 'user-roles',
  singular: 'user_role',
  table: 'user_roles',
  model: () => import('#plugins/access/models/user_role'),
  writes: async () => (await import('#plugins/access/validators/user_role')).userRoleWrites,
  standard: ['read', 'create', 'update', 'delete'],
  importable: false,
  own: { subject: 'user_id' },

  relations: {
    member: { table: 'users', key: 'user_id', global: true },
    company: { table: 'organizations', key: 'organization_id', global: true },
    assigned: { table: 'roles', key: 'role_id' },
    assigner: { table: 'users', key: 'assigned_by_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false }),
    user: embedded('member', userSummary, { key: 'user_id', nullable: false }),
    user_id: uuid({ nullable: false, sort: false }),
    organization: embedded('company', organizationSummary, { nullable: false }),
    role: embedded('assigned', roleSummary, { key: 'role_id', nullable: false }),
    role_id: uuid({ nullable: false, sort: false }),
    is_active: boolean({ nullable: false }),
    assigned_at: timestamp({ nullable: false }),
    assigned_by: embedded('assigner', userSummary, { key: 'assigned_by_id' }),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: shown,
  detail: [...shown, 'version', 'updated_at'],
})
