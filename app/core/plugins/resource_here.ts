import { ownerOf } from '#core/plugins/installed'
import { settledPlugins } from '#core/plugins/settled_plugins'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A resource as plugins of the active organization make it; null where its own is off, or there is none. */
export function resourceHere(name: string): Resource | null {
  const declared = resources.get(name)
  const here = settledPlugins.get(UnitOfWork.get())
  const owner = declared && ownerOf(declared)
  if (!declared || !here || (owner && !here.has(owner.id))) return null
  return here.extend(declared)
}
