import { isOpen } from '#core/access/access_steps'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/** Whether records of a resource may have files: an organization's that callers read and change. */
export function isAttachable({ attachable = true, baseScope, model, ...resource }: Resource) {
  const isWritten = model !== undefined && resource.permissions.includes('update')
  return attachable && isWritten && !baseScope && !isOpen({ ...resource, model })
}

/** The resources whose records may have files, those of plugins among them. */
export function attachableResources(): readonly Resource[] {
  return [...resources.values()].filter(isAttachable)
}
