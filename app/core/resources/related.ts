import type { PluginSet } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/** The resource to which a field of another one refers; null when it refers to none. */
export function relatedTo(
  { relations }: Pick<Resource, 'relations'>,
  field: string,
  here: PluginSet
): Resource | null {
  for (const { key, table, references = 'id', global = false } of Object.values(relations)) {
    if (key !== field || global || references !== 'id') continue
    const related = [...resources.values()].find((resource) => resource.table === table)
    if (related) return here.extend(related)
  }
  return null
}

/** Whether a field names a user, who belongs to no organization. */
export function namesUser({ relations }: Pick<Resource, 'relations'>, field: string): boolean {
  return Object.values(relations).some(({ key, table }) => key === field && table === 'users')
}
