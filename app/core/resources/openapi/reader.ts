import type { HttpContext } from '@adonisjs/core/http'
import type { Grants } from '#core/access/grants'
import type { Plugin } from '#core/plugins/api'
import { installedPlugins } from '#core/plugins/installed'
import { PluginSet } from '#core/plugins/plugin_set'
import { type AccessRule, isForKeys } from '#core/access/access_rule'
import { visibleFields } from '#core/resources/query/visible_fields'
import type { Resource } from '#core/resources/define_resource'

/** For whom the API is described: what is not there for them is not in their description. */
export interface Reader {
  /** The plugins that are there for them. */
  readonly plugins: readonly Plugin[]
  /** The resource with what plugins add to it. */
  see(resource: Resource): Resource
  /** The names of the fields that exist for the reader. */
  visible(resource: Resource): ReadonlySet<string>
  /** Whether a route is there, and open to the reader. */
  reaches(accessRule: AccessRule, pluginId: string | null): boolean
}

/** Everything that is installed, with the plugins that organizations may turn on. */
export function everything(): Reader {
  const plugins = installedPlugins()
  const all = new PluginSet(
    new Set(plugins.map(({ id }) => id)),
    new Map(plugins.map(({ id, settings }) => [id, settings?.defaults]))
  )
  return {
    plugins,
    see: (resource) => all.extend(resource),
    visible: (resource) => new Set(Object.keys(resource.fields)),
    reaches: () => true,
  }
}

/** What the caller of a request sees in the organization in which they work. */
export function readerForCaller({ identity, plugins }: HttpContext): Reader {
  return {
    plugins: plugins.plugins,
    see: (resource) => plugins.extend(resource),
    visible: (resource) => visibleFields(resource, identity),
    reaches: (accessRule, pluginId) =>
      (pluginId === null || plugins.has(pluginId)) &&
      (identity.keyId === null || isForKeys(accessRule)) &&
      isGranted(accessRule, identity.grants),
  }
}

function isGranted(accessRule: AccessRule, grants: Grants): boolean {
  if (typeof accessRule === 'string' || accessRule.permission === undefined) return true
  return grants.allows(accessRule.permission)
}
