import { pageResources, pageResourcesOf } from '#admin/page_resources'
import { organizationPath } from '#admin/path'
import { humanize } from '#admin/humanize'
import type { AdminOrganization } from '#admin/auth/admin_caller'
import { installedPlugins, isAlwaysOn } from '#core/plugins/installed'
import type { PluginSet } from '#core/plugins/plugin_set'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Facts extends Record<string, unknown> {
  readonly subscription_plan: string
  readonly subscription_status: string
  readonly industry: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly created_at: string
  readonly members: number
  readonly last_event: string | null
  readonly records: readonly { readonly resource: string; readonly total: number }[]
}

interface MemberRow extends Record<string, unknown> {
  readonly id: string
  readonly user_id: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly is_active: boolean
  readonly roles: readonly string[] | null
  readonly last_login_at: string | null
}

interface RoleRow extends Record<string, unknown> {
  readonly id: string
  readonly name: string
  readonly is_built_in: boolean
  readonly is_active: boolean
  readonly members: number
}

const MAX_MEMBERS = 50
const TIME = (column: string) => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** An organization as its page tells of it: what it is, who belongs to it, how much it holds. */
export async function organizationPage({ id, slug }: AdminOrganization, plugins: PluginSet) {
  const unit = UnitOfWork.get()
  const facts = await unit.query<Facts>(
    `SELECT o.subscription_plan, o.subscription_status, o.industry, o.email, o.phone,
            ${TIME('o.created_at')} AS created_at,
            (SELECT count(*) FROM user_organizations m
             WHERE m.organization_id = o.id AND m.is_active) AS members,
            (SELECT ${TIME('max(e.created_at)')} FROM audit_events e
             WHERE e.organization_id = o.id) AS last_event,
            (SELECT coalesce(json_agg(counted ORDER BY counted.resource), '[]')
             FROM (SELECT c.resource, sum(c.total)::bigint AS total FROM record_counters c
                   WHERE c.organization_id = o.id GROUP BY c.resource) counted) AS records
     FROM organizations o WHERE o.id = $1`,
    [id]
  )
  const members = await unit.query<MemberRow>(
    `SELECT m.id, m.user_id, m.role, m.is_active, u.email,
            coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email) AS name,
            ${TIME('u.last_login_at')} AS last_login_at,
            (SELECT array_agg(r.name ORDER BY r.name COLLATE alphabetical) FROM user_roles held
             JOIN roles r ON r.organization_id = held.organization_id AND r.id = held.role_id
             WHERE held.organization_id = m.organization_id AND held.user_id = m.user_id
               AND held.is_active) AS roles
     FROM user_organizations m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1
     ORDER BY m.is_active DESC, m.role = 'owner' DESC, m.role = 'admin' DESC,
              coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email) COLLATE alphabetical
     LIMIT ${MAX_MEMBERS}`,
    [id]
  )
  const roles = await unit.query<RoleRow>(
    `SELECT r.id, r.name, r.system_key IS NOT NULL AS is_built_in, r.is_active,
            (SELECT count(*) FROM user_roles held WHERE held.organization_id = r.organization_id
               AND held.role_id = r.id AND held.is_active) AS members
     FROM roles r WHERE r.organization_id = $1
     ORDER BY r.system_key IS NULL, r.name COLLATE alphabetical LIMIT ${MAX_MEMBERS}`,
    [id]
  )
  const here = new Map(pageResourcesOf(plugins).map((resource) => [resource.table, resource]))
  const hidden = new Set(pageResources().map(({ table }) => table))
  return {
    facts: facts.rows[0],
    members: members.rows,
    roles: roles.rows,
    choosable: installedPlugins()
      .filter((plugin) => !isAlwaysOn(plugin))
      .map((plugin) => ({
        name: humanize(plugin.id),
        href: organizationPath(slug, 'plugins', plugin.id),
        isOn: plugins.has(plugin.id),
      })),
    records: (facts.rows[0]?.records ?? []).flatMap(({ resource: table, total }) => {
      const resource = here.get(table)
      if (!resource && hidden.has(table)) return []
      return [
        { label: humanize(table), total, href: resource && organizationPath(slug, resource.name) },
      ]
    }),
  }
}
