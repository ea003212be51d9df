import { objectOf } from '#core/resources/summary'
import { userSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import {
  choice,
  embedded,
  integer,
  summariesOf,
  text,
  timestamp,
  uuid,
} from '#core/resources/fields'
import { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'

export const INVITATION_STATUSES = ['pending', 'accepted', 'revoked', 'expired'] as const

const shown = [
  'id',
  'organization',
  'email',
  'role',
  'roles',
  'status',
  'invited_by',
  'sent_at',
  'expires_at',
  'accepted_at',
  'revoked_at',
  'created_at',
]

/** What a role is called, and no more. */
const roleNameSummary = {
  id: uuid({ nullable: false }),
  name: text({ nullable: false }),
  slug: text({ nullable: false }),
}

/** Who has been asked into an organization by mail, and what became of it. */
export default defineResource({
  name: 'invitations',
  singular: 'invitation',
  model: () => import('#plugins/access/models/invitation'),
  standard: ['read', 'create', 'delete'],
  own: { creator: 'invited_by_id' },

  relations: {
    inviter: { table: 'users', key: 'invited_by_id', global: true },
    invited: { table: 'users', key: 'accepted_by_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false }),
    organization: uuid({
      sql: 'r.organization_id',
      nullable: false,
      filter: false,
      sort: false,
    }),
    email: text({ nullable: false }),
    role: choice(MEMBERSHIP_ROLES),
    roles: summariesOf(
      roleNameSummary,
      `(SELECT coalesce(json_agg(${objectOf(roleNameSummary, 'o')} ORDER BY o.name), '[]')
        FROM invitation_roles i
        JOIN roles o ON o.organization_id = i.organization_id AND o.id = i.role_id
        WHERE i.organization_id = r.organization_id AND i.invitation_id = r.id)`
    ),
    status: choice(INVITATION_STATUSES, {
      sql: `(CASE WHEN r.accepted_at IS NOT NULL THEN 'accepted'
                  WHEN r.revoked_at IS NOT NULL THEN 'revoked'
                  WHEN r.expires_at <= now() THEN 'expired' ELSE 'pending' END)`,
      sort: false,
    }),
    invited_by: embedded('inviter', userSummary, { key: 'invited_by_id' }),
    accepted_by: embedded('invited', userSummary, { key: 'accepted_by_id' }),
    sent_at: timestamp(),
    expires_at: timestamp({ nullable: false }),
    accepted_at: timestamp(),
    revoked_at: timestamp(),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false }),
  },

  list: shown,
  detail: [...shown, 'accepted_by', 'version', 'updated_at'],
})
