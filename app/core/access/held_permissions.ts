import type { Grants } from '#core/access/grants'
import { catalogue } from '#core/access/permission_catalog'
import { pluginOf } from '#core/plugins/installed'
import type { PluginSet } from '#core/plugins/plugin_set'

/** What a caller may do in an organization, by the names of permissions. */
interface Held {
  /** For all records or for their own. */
  readonly permissions: readonly string[]
  /** Those of them that reach no further than their own records. */
  readonly ownPermissions: readonly string[]
}

/**
 * What grants let a caller do in an organization with these plugins: what belongs to one that is off
 * is not there.
 *
 * @param added the permissions that the organization has for its own clients
 */
export function heldPermissions(
  grants: Grants,
  plugins: PluginSet,
  added: readonly string[]
): Held {
  const isThere = (noun: string) => {
    const plugin = pluginOf(noun)
    return plugin === undefined || plugins.has(plugin.id)
  }
  const known = [...catalogue.values()].filter(({ resource }) => isThere(resource))
  const names = new Set([...known.map(({ name }) => name), ...added])
  const permissions = [...names].filter((name) => grants.allows(name)).sort()
  return {
    permissions,
    ownPermissions: permissions.filter((name) => grants.reach(name) === 'own'),
  }
}
