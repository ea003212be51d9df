import { definePlugin } from '#plugins/kit'
import apiKeys from '#resources/api_keys'
import auditLogs from '#resources/audit_logs'
import impersonations from '#resources/impersonations'
import permissions from '#resources/permissions'
import roles from '#resources/roles'
import userRoles from '#resources/user_roles'

/** What people and keys may do: permissions, the roles that hold them, and who has which; and what they did. */
export default definePlugin({
  id: 'access',
  version: '1.0.0',
  core: true,
  requires: { identity: '^1.0.0' },
  resources: [apiKeys, auditLogs, impersonations, permissions, roles, userRoles],
  permissions: { plugins: ['manage'], reports: ['read'] },
  roles: { manager: ['reports:*'] },
})
