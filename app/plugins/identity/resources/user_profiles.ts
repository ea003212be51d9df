import vine from '@vinejs/vine'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  displayOf,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { reference } from '#core/resources/validation/fields'

export const PROFILE_TYPES = ['employee', 'vendor', 'customer'] as const
export const PROFILE_STATUSES = ['active', 'inactive', 'suspended'] as const

/** As what a member takes part: as employee, vendor or customer. */
export default defineResource({
  name: 'user-profiles',
  singular: 'profile',
  attachable: false,
  table: 'user_profiles',
  model: () => import('#plugins/identity/models/user_profile'),
  policy: () => import('#plugins/identity/policies/user_profile_policy'),
  standard: ['read', 'create', 'update', 'delete'],
  own: { subject: 'user_id' },

  relations: {
    member: { table: 'users', key: 'user_id', global: true },
    company: { table: 'organizations', key: 'organization_id', global: true },
  },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    user_id: uuid({ nullable: false, rule: { create: reference() } }),
    user: uuid({ sql: 'r.user_id', nullable: false, aliasOf: 'user_id' }),
    user_email: text({
      sql: 'member.email',
      anyCase: true,
      relations: ['member'],
      nullable: false,
    }),
    organization: organizationId(['list', 'detail']),
    organization_id: uuid({ nullable: false }),
    organization_name: text({
      sql: 'company.name',
      relations: ['company'],
      nullable: false,
      filter: false,
      sort: false,
    }),
    profile_type: choice(PROFILE_TYPES, { rule: { create: vine.enum(PROFILE_TYPES) } }),
    profile_type_display: displayOf('profile_type', ['list', 'detail']),
    is_primary: boolean({ nullable: false, writable: true }),
    status: choice(PROFILE_STATUSES, { writable: true }),
    status_display: displayOf('status', ['list', 'detail']),
    activated_at: timestamp(),
    deactivated_at: timestamp(),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
    version: version(),
  },
})
