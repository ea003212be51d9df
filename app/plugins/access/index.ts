import { definePlugin } from '#core/plugins/api'
import apiKeys from '#plugins/access/resources/api_keys'
import auditLogs from '#plugins/access/resources/audit_logs'
import impersonations from '#plugins/identity/resources/impersonations'
import invitations from '#plugins/access/resources/invitations'
import permissions from '#plugins/access/resources/permissions'
import roles from '#plugins/access/resources/roles'
import userRoles from '#plugins/access/resources/user_roles'

declare module '#core/plugins/api' {
  interface Mails {
    invitation: { readonly organizationId: string; readonly invitationId: string }
  }
}

/** What people and keys may do: permissions, the roles that hold them, and who has which; and what they did. */
export default definePlugin({
  id: 'access',
  version: '1.0.0',
  core: true,
  requires: { identity: '^1.0.0' },
  organizations: {
    founded: async (id) => {
      const { default: Role } = await import('#plugins/access/models/role')
      await Role.foundSystemRoles(id)
    },
  },
  resources: [apiKeys, auditLogs, impersonations, invitations, permissions, roles, userRoles],
  mails: {
    invitation: async (about) =>
      (await import('#plugins/access/mails/invitation_mail')).invitation(about),
  },
  describes: () => import('#plugins/access/operations'),
  permissions: { plugins: ['manage'], events: ['read'] },
  narrowable: ['events:read'],
  /* The history of their own records. */
  roles: { sales: ['audit-logs:read/own', 'events:read/own'] },
})
