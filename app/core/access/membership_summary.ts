import { appUrl } from '#config/app'
import { type MembershipRole, Grants } from '#core/access/grants'
import type { Grantor } from '#core/access/granting'
import { heldPermissions } from '#core/access/held_permissions'
import { type Choice, pluginsChosen } from '#core/plugins/plugin_set'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What a user is, and may do, in one of their organizations. */
export interface MembershipSummary {
  readonly id: string
  readonly organization: { readonly id: string; readonly name: string; readonly slug: string }
  readonly role: MembershipRole
  readonly is_owner: boolean
  readonly is_primary: boolean
  readonly joined_at: string
  /** The address of their picture there; null while they have none. */
  readonly avatar_url: string | null
  readonly roles: readonly { readonly id: string; readonly name: string; readonly slug: string }[]
  /** The employee that they are there, to whom records are assigned as `me`; null for those who are none. */
  readonly employee: {
    readonly id: string
    readonly code: string
    readonly full_name: string
    readonly status: string
  } | null
  /** Names of everything that they may do, for all records or for their own. */
  readonly permissions: readonly string[]
  /** Those of them that reach no further than the member's own records. */
  readonly own_permissions: readonly string[]
}

interface MembershipRow extends Omit<MembershipSummary, 'permissions' | 'own_permissions'> {
  readonly system_roles: readonly string[]
  readonly grants: readonly string[]
  readonly added: readonly string[]
  readonly plugins: readonly Choice[]
}

/** What a user is in their organizations, the primary one first. In a unit of the system. */
export async function membershipSummariesOf(userId: string): Promise<MembershipSummary[]> {
  return (await rowsOf(userId)).map(describe)
}

/**
 * What a user holds in an organization at this moment; null when they do not
 * belong to it, or are disabled. In a unit of the system.
 */
export async function heldIn(organizationId: string, userId: string): Promise<Grantor | null> {
  const rows = await rowsOf(userId)
  const row = rows.find(({ organization }) => organization.id === organizationId)
  return row ? { role: row.role, grants: new Grants(row.role, row.system_roles, row.grants) } : null
}

async function rowsOf(userId: string): Promise<MembershipRow[]> {
  const { rows } = await UnitOfWork.get().query<MembershipRow>(
    `SELECT m.id, m.role, m.role = 'owner' AS is_owner, m.is_primary,
            to_char(m.joined_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS joined_at,
            CASE WHEN m.avatar_id IS NOT NULL
              THEN $2 || '/api/users/me/avatar/?organization=' || o.id || '&v=' || m.avatar_id
            END AS avatar_url,
            json_build_object('id', o.id, 'name', o.name, 'slug', o.slug) AS organization,
            coalesce((
              SELECT json_agg(json_build_object('id', r.id, 'name', r.name, 'slug', r.slug)
                              ORDER BY r.name COLLATE alphabetical)
              FROM user_roles ur
              JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id
              WHERE ur.organization_id = m.organization_id AND ur.user_id = m.user_id
                AND ur.is_active AND r.is_active), '[]') AS roles,
            (SELECT json_build_object('id', e.id, 'code', e.code,
                                      'full_name', e.first_name || ' ' || e.last_name,
                                      'status', e.status)
             FROM employees e
             WHERE e.organization_id = m.organization_id AND e.id = held.employee_id) AS employee,
            held.system_roles, held.grants,
            ARRAY(SELECT p.resource || ':' || p.action FROM permissions p
                  WHERE p.organization_id = m.organization_id) AS added,
            (SELECT coalesce(json_agg(json_build_object(
                      'plugin', p.plugin, 'is_enabled', p.is_enabled, 'settings', p.settings)), '[]')
             FROM organization_plugins p
             WHERE p.organization_id = m.organization_id) AS plugins
     FROM user_organizations m
     JOIN organizations o ON o.id = m.organization_id AND o.is_active
     JOIN users u ON u.id = m.user_id AND u.is_active
     CROSS JOIN held_grants(m.organization_id, m.user_id) held
     WHERE m.user_id = $1 AND m.is_active
     ORDER BY m.is_primary DESC, o.name COLLATE alphabetical, o.id`,
    [userId, appUrl]
  )
  return rows
}

function describe({
  system_roles: systemRoles,
  grants: granted,
  added,
  plugins,
  ...row
}: MembershipRow): MembershipSummary {
  const grants = new Grants(row.role, systemRoles, granted)
  const { permissions, ownPermissions } = heldPermissions(grants, pluginsChosen(plugins), added)
  return { ...row, permissions, own_permissions: ownPermissions }
}
