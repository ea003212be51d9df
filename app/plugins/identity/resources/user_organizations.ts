import { outranks } from '#core/access/granting'
import { organizationSummary, userSummary } from '#plugins/identity/summaries'
import { type DenyRule, defineResource } from '#core/resources/define_resource'
import { boolean, choice, embedded, integer, text, timestamp, uuid } from '#core/resources/fields'

export const MEMBERSHIP_ROLES = ['owner', 'admin', 'member'] as const

/** Nobody does anything to somebody whose place is higher than their own. */
const higherPlace: DenyRule = (caller, _action, record) => {
  const place = MEMBERSHIP_ROLES.find((role) => role === record.$attributes.role) ?? 'owner'
  if (outranks(caller, place)) return null
  return { text: `Only an owner may do this to an ${place}.`, phrase: 'problems.higher_place' }
}

/** Who belongs to an organization, and as what. */
export default defineResource({
  name: 'user-organizations',
  singular: 'membership',
  noun: 'members',
  table: 'user_organizations',
  model: () => import('#plugins/identity/models/membership'),
  standard: ['read', 'update', 'delete'],
  own: { subject: 'user_id' },
  /* Everybody may leave. */
  selfServiceActions: ['delete'],
  denyRules: [higherPlace],

  page: {
    columns: ['user', 'user_email', 'role', 'is_owner', 'is_active', 'joined_at'],
    search: ['user_email', 'user_name'],
  },

  relations: {
    member: { table: 'users', key: 'user_id', global: true },
    company: { table: 'organizations', key: 'organization_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false }),
    user: embedded('member', userSummary, { key: 'user_id', nullable: false }),
    user_id: uuid({ nullable: false, sort: false }),
    user_email: text({ sql: 'member.email', relations: ['member'], sort: false }),
    user_name: text({
      sql: `concat_ws(' ', member.first_name, member.last_name)`,
      relations: ['member'],
      sort: false,
    }),
    organization: embedded('company', organizationSummary, { nullable: false }),
    role: choice(MEMBERSHIP_ROLES),
    is_owner: boolean({ sql: `(r.role = 'owner')`, nullable: false, sort: false }),
    is_active: boolean({ nullable: false }),
    is_primary: boolean({ nullable: false }),
    joined_at: timestamp({ nullable: false }),
    left_at: timestamp(),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: [
    'id',
    'user',
    'organization',
    'role',
    'is_owner',
    'is_active',
    'is_primary',
    'joined_at',
    'created_at',
  ],

  detail: [
    'id',
    'user',
    'organization',
    'role',
    'is_owner',
    'is_active',
    'is_primary',
    'joined_at',
    'left_at',
    'version',
    'created_at',
    'updated_at',
  ],
})
