import { objectOf } from '#core/resources/summary'
import { userSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  embedded,
  organizationId,
  summariesOf,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'

export const INVITATION_STATUSES = ['pending', 'accepted', 'revoked', 'expired'] as const

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
  policy: () => import('#plugins/access/policies/invitation_policy'),
  standard: ['read', 'create', 'delete'],
  own: { creator: 'invited_by_id' },

  relations: {
    inviter: { table: 'users', key: 'invited_by_id', global: true },
    invited: { table: 'users', key: 'accepted_by_id', global: true },
  },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    organization: organizationId(['list', 'detail']),
    email: text({ nullable: false, anyCase: true }),
    role: choice(MEMBERSHIP_ROLES),
    roles: summariesOf(
      roleNameSummary,
      `(SELECT coalesce(json_agg(${objectOf(roleNameSummary, 'o')} ORDER BY o.name COLLATE alphabetical), '[]')
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
    create_employee: boolean({ nullable: false }),
    invited_by: embedded('inviter', userSummary, { key: 'invited_by_id' }),
    sent_at: timestamp(),
    expires_at: timestamp({ nullable: false }),
    accepted_at: timestamp(),
    revoked_at: timestamp(),
    created_at: timestamp({ nullable: false }),
    accepted_by: embedded('invited', userSummary, { key: 'accepted_by_id', in: ['detail'] }),
    version: version(),
    updated_at: timestamp({ nullable: false, in: ['detail'] }),
  },
})
