import { organizationCard, userCard } from '#resources/cards'
import { defineResource } from '#resources/define_resource'
import { boolean, choice, embedded, integer, timestamp, uuid } from '#resources/fields'

export const MEMBERSHIP_ROLES = ['owner', 'admin', 'member'] as const

const shape = [
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
]

/** Who belongs to an organization, and as what. */
export default defineResource({
  name: 'user-organizations',
  singular: 'membership',
  noun: 'members',
  table: 'user_organizations',
  model: () => import('#models/membership'),
  standard: ['read', 'create', 'update', 'delete'],
  own: { subject: 'user_id' },

  relations: {
    member: { table: 'users', key: 'user_id', global: true },
    home: { table: 'organizations', key: 'organization_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false }),
    user: embedded('member', userCard, { key: 'user_id' }),
    organization: embedded('home', organizationCard),
    role: choice(MEMBERSHIP_ROLES),
    is_owner: boolean({ sql: `(r.role = 'owner')`, nullable: false }),
    is_active: boolean({ nullable: false }),
    is_primary: boolean({ nullable: false }),
    joined_at: timestamp({ nullable: false }),
    left_at: timestamp(),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: shape,
  detail: shape,
})
