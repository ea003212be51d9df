import type { Identity } from '#core/access/identity'
import type { PluginSet } from '#core/plugins/plugin_set'
import { ownerOf } from '#core/plugins/installed'
import { resourceHere } from '#core/plugins/resource_here'
import { hiddenFields } from '#core/resources/query/visible_fields'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/**
 * The resource of this name as the plugins of an organization make it; null
 * when there is none there whose records can be imported.
 */
export function importableNamed(name: string, here: PluginSet): Resource | null {
  const resource = resources.get(name)
  return resource && isImportable(resource) && isHere(resource, here) ? here.extend(resource) : null
}

/** Whether files can become its records: they are made from one body each, and by nothing else. */
export function isImportable({ importable, writes, permissions }: Resource): boolean {
  return importable && writes !== undefined && permissions.includes('create')
}

/** The names of the resources of which the caller sees every field of every record. */
export function resourcesReadWhole(caller: Identity): string[] {
  return [...resources.keys()]
    .flatMap((name) => resourceHere(name) ?? [])
    .filter(isImportable)
    .filter((resource) => caller.grants.reach(resource.permission('read')) === 'all')
    .filter((resource) => hiddenFields(resource, caller).size === 0)
    .map(({ name }) => name)
}

function isHere(resource: Resource, here: PluginSet): boolean {
  const owner = ownerOf(resource)
  return owner !== null && here.has(owner.id)
}
