import { words } from '#admin/words'
import { describePlugin } from '#plugins/runtime/describe'
import { installedPlugins } from '#plugins/runtime/installed'
import type { PluginSet } from '#plugins/runtime/plugin_set'
import { catalogue } from '#policies/catalogue'
import { type Reach, readGrant } from '#policies/grants'
import { grantsOfSystemRole } from '#policies/system_roles'
import { UnitOfWork } from '#tenancy/unit_of_work'

interface RoleRow extends Record<string, unknown> {
  readonly id: string
  readonly name: string
  readonly system_key: string | null
  readonly members: number
  readonly grants: readonly string[]
}

/** Which role may do what in the active organization. Built-in roles grant what code says. */
export async function permissionMatrix(plugins: PluginSet) {
  const { rows } = await UnitOfWork.get().query<RoleRow>(
    `SELECT r.id, r.name, r.system_key,
            (SELECT count(*) FROM user_roles held WHERE held.organization_id = r.organization_id
               AND held.role_id = r.id AND held.is_active) AS members,
            ARRAY(SELECT g.permission || '/' || g.reach FROM role_permissions g
                  WHERE g.organization_id = r.organization_id AND g.role_id = r.id) AS grants
     FROM roles r WHERE r.organization_id = $1
     ORDER BY r.system_key IS NULL, r.name`,
    [UnitOfWork.get().organizationId]
  )
  const roles = rows.map((role) => ({ ...role, reaches: reachesOf(role) }))
  const absent = permissionsOfAbsent(plugins)
  const known = [...catalogue.values()].filter(({ name }) => !absent.has(name))
  const groups = Map.groupBy(known, ({ resource }) => resource)
  return {
    roles: roles.map(({ id, name, system_key: key, members }) => ({
      id,
      name,
      members,
      isBuiltIn: key !== null,
    })),
    groups: [...groups].sort().map(([resource, permissions]) => ({
      label: words(resource),
      permissions: permissions.map(({ name, action }) => ({
        name,
        label: words(action),
        cells: roles.map(({ name: role, reaches }) => ({ role, reach: reaches.get(name) ?? null })),
      })),
    })),
  }
}

/** What plugins would add that are not on. */
function permissionsOfAbsent(plugins: PluginSet): ReadonlySet<string> {
  const absent = installedPlugins().filter(({ id }) => !plugins.has(id))
  return new Set(absent.flatMap((plugin) => describePlugin(plugin, plugins).adds.permissions))
}

function reachesOf({ system_key: key, grants }: RoleRow): ReadonlyMap<string, Reach> {
  if (key !== null) return new Map(grantsOfSystemRole(key).map((name) => [name, 'all']))
  return new Map(
    grants.map(readGrant).flatMap(({ permission, reach }) => (reach ? [[permission, reach]] : []))
  )
}
