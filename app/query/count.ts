import type { Filter, ListRequest } from '#query/list_request'
import type { Resource } from '#resources/define_resource'
import type { UnitOfWork } from '#tenancy/unit_of_work'

/** The operators by which a kept count can be picked. */
const KEPT = new Set(['eq', 'in'])

/**
 * The exact count of a list as the sum of kept counters, or null when its
 * conditions speak of anything but the counted facets: then it must be scanned.
 */
export function countSql(
  resource: Resource,
  request: ListRequest,
  unit: UnitOfWork,
  bind: (value: unknown) => string
): string | null {
  const { counted = [], table } = resource
  const isKept = ({ name, operator }: Filter) => counted.includes(name) && KEPT.has(operator)
  const isPlain = request.search === null && !request.deleted
  if (counted.length === 0 || !isPlain || !request.filters.every(isKept)) return null

  const conditions = request.filters.map(
    ({ name, operand }) =>
      `facets[${counted.indexOf(name) + 1}] = ANY(${bind([operand].flat())}::text[])`
  )
  const where = [
    `organization_id = ${bind(unit.organizationId)}`,
    `resource = '${table}'`,
    ...conditions,
  ]
  return `(SELECT coalesce(sum(total), 0)::bigint FROM record_counters WHERE ${where.join(' AND ')})`
}
