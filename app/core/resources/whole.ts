import { isOpen } from '#core/access/access_steps'
import type { Resource, RowFilter } from '#core/resources/define_resource'
import { Scope } from '#core/resources/query/scope'
import { resources } from '#core/resources/registry'

/** What the records of a resource are parts of. */
export interface Whole {
  readonly resource: Resource
  /** The column of a part that holds its id. */
  readonly key: string
}

/** What the records of a resource are parts of; null for those that stand for themselves. */
export function wholeOf({ name, partOf, relations }: Resource): Whole | null {
  if (partOf === undefined) return null
  const { table, key = '' } = relations[partOf] ?? {}
  const resource = [...resources.values()].find((each) => each.table === table)
  if (!resource) throw new Error(`"${name}" is part of "${partOf}", which is no resource`)
  return { resource, key }
}

/**
 * The condition that parts are there for those for whom the whole is; null for what is no part.
 *
 * @param extend what plugins of the organization make of a resource
 */
export function partFilter(
  part: Resource,
  extend: (resource: Resource) => Resource
): RowFilter | null {
  const whole = wholeOf(part)
  if (!whole) return null
  const resource = extend(whole.resource)
  return (caller, bind) => {
    if (!isOpen(resource) && !caller.grants.allows(resource.permission('read'))) return 'false'
    const scope = new Scope(resource, caller, caller.organizationId)
    return `r.${whole.key} IN (SELECT r.id FROM ${resource.table} r WHERE ${scope.readable({ bind })})`
  }
}
