import type { PluginSet } from '#core/plugins/plugin_set'
import { ownerOf } from '#core/plugins/installed'
import type { Resource, RowFilter } from '#core/resources/define_resource'
import { Scope } from '#core/resources/query/scope'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Which columns of `r` name a record of any resource. */
interface Named {
  /** The one that holds the name of its resource. */
  readonly type: string
  readonly id: string
}

/**
 * What names records that are there for the caller, be they of modules or of plugins that are on: one
 * look into an index for each.
 *
 * @param among the resources that it may name records of
 */
export function recordsNamed(
  here: PluginSet,
  among: readonly Resource[],
  { type, id }: Named
): RowFilter {
  return (caller, bind) => {
    const { organizationId } = UnitOfWork.get()
    const known = among.flatMap((resource) => {
      const owner = ownerOf(resource)
      const isOn = owner !== null && here.has(owner.id)
      if (!isOn || !caller.grants.allows(resource.permission('read'))) return []
      const records = here.extend(resource)
      const readable = new Scope(records, caller, organizationId).readable({ bind })
      /* The condition speaks of its record as "r", and so hides what names it. */
      return `r.${type} = ${bind(resource.name)} AND EXISTS (
        SELECT FROM (SELECT r.${id}) named (id)
        CROSS JOIN LATERAL (
          SELECT FROM ${records.table} r WHERE ${readable} AND r.id = named.id) readable)`
    })
    return known.length === 0 ? 'false' : known.map((each) => `(${each})`).join(' OR ')
  }
}
