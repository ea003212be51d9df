import { definePlugin } from '#core/plugins/api'
import apiKeys from '#plugins/identity/resources/api_keys'
import auditLogs from '#core/audit/resources/audit_logs'
import impersonations from '#plugins/identity/resources/impersonations'
import permissions from '#plugins/access/resources/permissions'
import roles from '#plugins/access/resources/roles'
import userRoles from '#plugins/access/resources/user_roles'

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
