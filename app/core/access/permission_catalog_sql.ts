import pg from 'pg'
import { catalogue } from '#core/access/permission_catalog'
import { installedGeneration, isAlwaysOn, pluginOf } from '#core/plugins/installed'
import { areOnSql, needsJson } from '#core/plugins/where_on'
import { permissionsOfSystemRole, systemRoles } from '#core/access/system_roles'

let permissions: string | undefined
let grants: string | undefined
let here: { readonly generation: number; readonly sql: string } | undefined

/**
 * The permissions that exist for the active organization, as rows: those of the
 * catalogue, which live in code, and those that it added for itself. Stands
 * where a table stands.
 */
export function knownPermissions(): string {
  return (permissions ??= `(
  SELECT app_organization() AS organization_id, id, resource, action, description, is_narrowable,
         resource || ':' || action AS name, true AS is_system_permission,
         NULL::timestamptz AS created_at, 1 AS version
  FROM (VALUES ${permissionRows()}) entry (id, resource, action, description, is_narrowable)
  UNION ALL
  SELECT organization_id, id, resource, action, description, true,
         resource || ':' || action, false, created_at, 1
  FROM permissions
  WHERE resource || ':' || action NOT IN (${[...catalogue.keys()].map((name) => `'${name}'`).join()}))`)
}

/** The same without those of plugins that are off in the active organization. */
export function permissionsHere(): string {
  const generation = installedGeneration()
  if (here?.generation !== generation) here = { generation, sql: ofPluginsOn() }
  return here.sql
}

function ofPluginsOn(): string {
  const needs = [...catalogue.values()].flatMap(({ resource }) => {
    const plugin = pluginOf(resource)
    return plugin && !isAlwaysOn(plugin) ? [`"${resource}":${needsJson(plugin)}`] : []
  })
  const own = `'{${[...new Set(needs)].join()}}'::jsonb -> known.resource`
  return `(SELECT known.* FROM ${knownPermissions()} known
    WHERE NOT known.is_system_permission OR ${areOnSql('app_organization()', own)})`
}

/** What the role `r` grants, as rows of permission and reach, whether it is built in or not. */
export function grantsOfRole(): string {
  return (grants ??= `(
  SELECT granted.permission, granted.reach FROM role_permissions granted
  WHERE granted.organization_id = r.organization_id AND granted.role_id = r.id
  UNION ALL
  SELECT entry.permission, entry.reach
  FROM (VALUES ${grantRows()}) entry (system_key, permission, reach)
  WHERE entry.system_key = r.system_key)`)
}

function permissionRows(): string {
  return [...catalogue.values()]
    .map(({ id, resource, action, description, isNarrowable }) =>
      [
        `'${id}'::uuid`,
        ...[resource, action, description].map((text) => pg.escapeLiteral(text)),
        String(isNarrowable),
      ].join()
    )
    .map((row) => `(${row})`)
    .join()
}

function grantRows(): string {
  return systemRoles
    .flatMap(({ key }) =>
      [...permissionsOfSystemRole(key)].map(([name, reach]) => `('${key}','${name}','${reach}')`)
    )
    .join()
}
