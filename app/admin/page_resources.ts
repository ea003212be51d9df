import type { Resource } from '#resources/define_resource'
import { resources } from '#resources/registry'

/**
 * The resources that have pages of an organization's: all whose records are an
 * organization's. The others, such as users, have pages of their own.
 */
export function pageResources(): readonly Resource[] {
  return [...resources.values()].filter(({ within }) => within === undefined)
}

/** The resource with pages whose records are in a table. */
export function resourceOfTable(table: string): Resource | null {
  return pageResources().find((resource) => resource.table === table) ?? null
}
