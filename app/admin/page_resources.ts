import { ownerOf } from '#plugins/runtime/installed'
import type { PluginSet } from '#plugins/runtime/plugin_set'
import type { Resource } from '#resources/define_resource'
import { resources } from '#resources/registry'

/**
 * The resources that have pages of an organization's: all whose records are an
 * organization's. The others, such as users, have pages of their own.
 */
export function pageResources(): readonly Resource[] {
  return [...resources.values()].filter(({ within }) => within === undefined)
}

/** Whether it is of the house, or of a plugin that is on. */
export function isThere(resource: Resource, here: PluginSet): boolean {
  const owner = ownerOf(resource)
  return owner === null || here.has(owner.id)
}

/** The resource with pages whose records are in a table. */
export function resourceOfTable(table: string): Resource | null {
  return pageResources().find((resource) => resource.table === table) ?? null
}
