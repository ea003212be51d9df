import { ownerOf } from '#core/plugins/installed'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/**
 * The resources that have pages of an organization's: all whose records are an
 * organization's. The others, such as users, have pages of their own.
 */
export function pageResources(): readonly Resource[] {
  return [...resources.values()].filter(({ baseScope }) => baseScope === undefined)
}

/** Those of them that are there where these plugins are on, with what they add to them. */
export function pageResourcesOf(plugins: PluginSet): readonly Resource[] {
  return pageResources()
    .filter((resource) => isThere(resource, plugins))
    .map((resource) => plugins.extend(resource))
}

/** Whether it is of the core, or of a plugin that is on. */
function isThere(resource: Resource, plugins: PluginSet): boolean {
  const owner = ownerOf(resource)
  return owner === null || plugins.has(owner.id)
}

/** The resource with pages whose records are in a table. */
export function resourceOfTable(table: string): Resource | null {
  return pageResources().find((resource) => resource.table === table) ?? null
}

/** Resources about who may do what, who did, and who is told of it, which stand after what the organization works with. */
const ACCESS: ReadonlySet<string> = new Set([
  'user-organizations',
  'user-profiles',
  'user-roles',
  'roles',
  'permissions',
  'api-keys',
  'invitations',
  'audit-logs',
  'impersonations',
  'webhooks',
])

/** Whether a resource is about who may do what, and not about what is done. */
export function isAboutAccess({ name }: Resource): boolean {
  return ACCESS.has(name)
}

/** The resource of this name that has pages where these plugins are on. */
export function resourceNamed(name: string, plugins: PluginSet): Resource | null {
  return pageResourcesOf(plugins).find((resource) => resource.name === name) ?? null
}
