import type { PluginSet } from '#core/plugins/plugin_set'
import { ownerOf } from '#core/plugins/installed'
import { attachableResources } from '#plugins/attachments/models/attachment/attachable'
import type { RowFilter } from '#core/resources/define_resource'
import { Scope } from '#core/resources/query/scope'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * The attachments whose records are there for the caller, be they of modules or of plugins that are on: one
 * look into an index for each attachment.
 */
export function readableRecords(here: PluginSet): RowFilter {
  return (caller, bind) => {
    const { organizationId } = UnitOfWork.get()
    const known = attachableResources().flatMap((resource) => {
      const owner = ownerOf(resource)
      const isOn = owner !== null && here.has(owner.id)
      if (!isOn || !caller.grants.allows(resource.permission('read'))) return []
      const records = here.extend(resource)
      const readable = new Scope(records, caller, organizationId).readable({ bind })
      /* The condition speaks of its record as "r", and so hides the attachment of that name. */
      return `r.resource = ${bind(resource.name)} AND EXISTS (
        SELECT FROM (SELECT r.record_id) attached (id)
        CROSS JOIN LATERAL (
          SELECT FROM ${records.table} r WHERE ${readable} AND r.id = attached.id) readable)`
    })
    return known.length === 0 ? 'false' : known.map((each) => `(${each})`).join(' OR ')
  }
}
