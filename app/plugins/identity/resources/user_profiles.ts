import { defineResource } from '#core/resources/define_resource'
import { boolean, choice, displayOf, integer, text, timestamp, uuid } from '#core/resources/fields'

export const PROFILE_TYPES = ['employee', 'vendor', 'customer'] as const
export const PROFILE_STATUSES = ['active', 'inactive', 'suspended'] as const

const shown = [
  'id',
  'user',
  'user_email',
  'organization',
  'organization_name',
  'profile_type',
  'profile_type_display',
  'is_primary',
  'status',
  'status_display',
  'activated_at',
  'deactivated_at',
  'created_at',
  'updated_at',
]

/** As what a member takes part: as employee, vendor or customer. */
export default defineResource({
  name: 'user-profiles',
  singular: 'profile',
  table: 'user_profiles',
  model: () => import('#plugins/identity/models/user_profile'),
  policy: () => import('#plugins/identity/policies/user_profile_policy'),
  writes: async () => (await import('#plugins/identity/validators/user_profile')).userProfileWrites,
  standard: ['read', 'create', 'update', 'delete'],
  own: { subject: 'user_id' },

  relations: {
    member: { table: 'users', key: 'user_id', global: true },
    company: { table: 'organizations', key: 'organization_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false }),
    user: uuid({ sql: 'r.user_id', nullable: false }),
    user_id: uuid({ nullable: false, sort: false }),
    user_email: text({ sql: 'member.email', relations: ['member'], nullable: false }),
    organization: uuid({
      sql: 'r.organization_id',
      nullable: false,
      filter: false,
      sort: false,
    }),
    organization_id: uuid({ sort: false }),
    organization_name: text({
      sql: 'company.name',
      relations: ['company'],
      nullable: false,
      filter: false,
      sort: false,
    }),
    profile_type: choice(PROFILE_TYPES),
    profile_type_display: displayOf('profile_type'),
    is_primary: boolean({ nullable: false }),
    status: choice(PROFILE_STATUSES),
    status_display: displayOf('status'),
    activated_at: timestamp(),
    deactivated_at: timestamp(),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: shown,
  detail: [...shown, 'version'],
})
