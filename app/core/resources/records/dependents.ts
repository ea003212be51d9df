import type { Identity } from '#core/access/identity'
import { conflict } from '#core/http/exceptions/problem'
import { Statement } from '#core/resources/query/statement'
import type { Relation, Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'

/** How many undeleted records of a resource refer to a record, and would refer to nothing without it. */
export interface Dependents {
  readonly resource: Resource
  readonly count: number
}

/**
 * What hangs on records of a resource that can be deleted and restored: by the relations of all
 * resources that read as empty once those are deleted. One statement.
 */
export async function dependentsOf(
  resource: Resource,
  ids: readonly string[]
): Promise<Dependents[]> {
  const relations = relationsTo(resource)
  if (relations.length === 0) return []
  const { bind, values } = new Statement()
  const [organization, records] = [bind(UnitOfWork.get().organizationId), bind(ids)]
  const counts = relations.map(([dependent, keys], index) => {
    const isNamed = keys.map((key) => `r.${key} = ANY(${records}::uuid[])`).join(' OR ')
    const isThere = dependent.softDeletes ? 'AND r.deleted_at IS NULL' : ''
    return `SELECT ${index} AS n, count(*)::int AS count FROM ${dependent.table} r
            WHERE r.organization_id = ${organization} AND (${isNamed}) ${isThere}`
  })
  const { rows } = await UnitOfWork.get().query<{ n: number; count: number }>(
    counts.join(' UNION ALL '),
    values
  )
  return rows.flatMap(({ n, count }) => {
    const [dependent] = relations[n] ?? []
    return dependent && count > 0 ? [{ resource: dependent, count }] : []
  })
}

/**
 * Refuses to delete what other records refer to. What the caller may not read is not counted for
 * them, and stands in the way all the same.
 *
 * @throws 409 with the number of records by their resources
 */
export async function ensureUnused(
  { identity, resource }: { readonly identity: Identity; readonly resource: Resource },
  id: string
): Promise<void> {
  const dependents = await dependentsOf(resource, [id])
  if (dependents.length === 0) return
  const known = dependents.filter((each) =>
    identity.grants.allows(each.resource.permission('read'))
  )
  const counts = Object.fromEntries(known.map((each) => [each.resource.name, each.count]))
  const noun = resource.singular.replaceAll('_', ' ')
  throw conflict(
    'in_use',
    `Other records refer to this ${noun}. Delete it all the same with "?force=true": they will refer to nothing then.`,
    { counts }
  )
}

const known = new WeakMap<Resource, readonly (readonly [Resource, readonly string[]])[]>()

function relationsTo(resource: Resource) {
  const base = resources.get(resource.name) ?? resource
  const found =
    known.get(base) ??
    [...resources.values()].flatMap((dependent) => {
      const keys = Object.entries(dependent.relations).flatMap(([name, relation]) =>
        name !== dependent.partOf && hangsOn(relation, base) ? relation.key : []
      )
      return keys.length > 0 ? [[dependent, [...new Set(keys)]] as const] : []
    })
  known.set(base, found)
  return found
}

function hangsOn({ table, unless, isTrace = false }: Relation, { table: deleted }: Resource) {
  return table === deleted && unless !== undefined && !isTrace
}
