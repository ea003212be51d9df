import { organizationSummary, userSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  embedded,
  image,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'

export const MEMBERSHIP_ROLES = ['owner', 'admin', 'member'] as const

/** Who belongs to an organization, and as what. */
export default defineResource({
  name: 'user-organizations',
  singular: 'membership',
  attachable: false,
  noun: 'members',
  table: 'user_organizations',
  model: () => import('#plugins/identity/models/membership'),
  policy: () => import('#plugins/identity/policies/membership_policy'),
  standard: ['read', 'update', 'delete'],
  own: { subject: 'user_id' },
  namedBy: 'user_id',
  callerId: ({ userId }) => userId,
  /* Everybody may leave. */
  selfServiceActions: ['delete'],

  relations: {
    member: { table: 'users', key: 'user_id', global: true },
    company: { table: 'organizations', key: 'organization_id', global: true },
  },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    user: embedded('member', userSummary, {
      key: 'user_id',
      nullable: false,
      in: ['list', 'detail', 'page'],
    }),
    user_email: text({
      sql: 'member.email',
      relations: ['member'],
      anyCase: true,
      in: ['page'],
      search: true,
    }),
    user_name: text({
      sql: `concat_ws(' ', member.first_name, member.last_name)`,
      relations: ['member'],
      in: [],
      search: true,
    }),
    organization: embedded('company', organizationSummary, { nullable: false }),
    role: choice(MEMBERSHIP_ROLES, { in: ['list', 'detail', 'page'] }),
    is_owner: boolean({
      sql: `(r.role = 'owner')`,
      nullable: false,
      in: ['list', 'detail', 'page'],
    }),
    is_active: boolean({ nullable: false, in: ['list', 'detail', 'page'] }),
    is_primary: boolean({ nullable: false }),
    avatar_url: image('user-organizations', 'avatar'),
    joined_at: timestamp({ nullable: false, in: ['list', 'detail', 'page'] }),
    left_at: timestamp({ in: ['detail'] }),
    version: version(),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false, in: ['detail'] }),
  },
})
