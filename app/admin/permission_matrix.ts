import type { HttpContext } from '@adonisjs/core/http'
import { reachMark } from '#admin/matrix_markup'
import { humanize } from '#admin/humanize'
import { describePlugin } from '#core/plugins/describe'
import { installedPlugins } from '#core/plugins/installed'
import type { PluginSet } from '#core/plugins/plugin_set'
import { catalogue, isNarrowable } from '#core/access/permission_catalog'
import { type AccessScope, readGrant } from '#core/access/grants'
import { permissionsOfSystemRole } from '#core/access/system_roles'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Named {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly system_key: string | null
  readonly is_active: boolean
  readonly version: number
  readonly members: number
}

interface RoleRow extends Record<string, unknown>, Named {
  readonly grants: readonly string[]
}

/** A role as a column of the matrix. */
export interface MatrixRole extends Named {
  readonly isBuiltIn: boolean
  readonly reaches: ReadonlyMap<string, AccessScope>
}

interface Entry {
  readonly name: string
  readonly resource: string
  readonly action: string
}

/**
 * Which role may do what in the active organization. Built-in roles grant what
 * code says.
 */
export async function permissionMatrix({ plugins }: HttpContext) {
  const roles = await rolesHere()
  const absent = permissionsOfAbsent(plugins)
  const known: Entry[] = [...catalogue.values()].filter(({ name }) => !absent.has(name))
  const groups = Map.groupBy([...known, ...(await ownPermissions())], ({ resource }) => resource)
  return {
    roles,
    reachMark,
    groups: [...groups].sort().map(([resource, entries]) => ({
      label: humanize(resource),
      permissions: entries.map(({ name, action }) => ({
        name,
        label: humanize(action),
        canBeOwn: isNarrowable(name) && action !== 'create',
        cells: roles.map((role) => ({ role, reach: role.reaches.get(name) ?? null })),
      })),
    })),
  }
}

async function rolesHere(): Promise<MatrixRole[]> {
  const { rows } = await UnitOfWork.get().query<RoleRow>(
    `SELECT r.id, r.name, r.description, r.system_key, r.is_active, r.version,
            (SELECT count(*) FROM user_roles held WHERE held.organization_id = r.organization_id
               AND held.role_id = r.id AND held.is_active) AS members,
            ARRAY(SELECT g.permission || '/' || g.reach FROM role_permissions g
                  WHERE g.organization_id = r.organization_id AND g.role_id = r.id) AS grants
     FROM roles r WHERE r.organization_id = $1
     ORDER BY r.system_key IS NULL, r.name COLLATE alphabetical`,
    [UnitOfWork.get().organizationId]
  )
  return rows.map(({ grants, ...role }) => ({
    ...role,
    isBuiltIn: role.system_key !== null,
    reaches: reachesOf(role.system_key, grants),
  }))
}

/** Those that the organization added for clients of its own. */
async function ownPermissions(): Promise<Entry[]> {
  const { rows } = await UnitOfWork.get().query<Entry & Record<string, unknown>>(
    `SELECT resource || ':' || action AS name, resource, action FROM permissions
     WHERE organization_id = $1 ORDER BY resource, action`,
    [UnitOfWork.get().organizationId]
  )
  return rows.filter(({ name }) => !catalogue.has(name))
}

/** What plugins would add that are not on. */
function permissionsOfAbsent(plugins: PluginSet): ReadonlySet<string> {
  const absent = installedPlugins().filter(({ id }) => !plugins.has(id))
  return new Set(absent.flatMap((plugin) => describePlugin(plugin, plugins).adds.permissions))
}

function reachesOf(
  key: string | null,
  grants: readonly string[]
): ReadonlyMap<string, AccessScope> {
  if (key !== null) return permissionsOfSystemRole(key)
  return new Map(
    grants.map(readGrant).flatMap(({ permission, reach }) => (reach ? [[permission, reach]] : []))
  )
}
