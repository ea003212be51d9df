import type { ListRequest } from '#query/list_request'
import type { Resource } from '#resources/define_resource'
import type { UnitOfWork } from '#tenancy/unit_of_work'

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
  const { counted } = resource
  if (!counted || request.deleted || request.search !== null) return null

  const conditions: string[] = []
  for (const { name, operator, operand } of request.filters) {
    const position = counted.indexOf(name) + 1
    if (position === 0) return null
    if (operator === 'eq') conditions.push(`facets[${position}] = ${bind(operand)}`)
    else if (operator === 'in')
      conditions.push(`facets[${position}] = ANY(${bind(operand)}::text[])`)
    else return null
  }
  const where = [
    `organization_id = ${bind(unit.organizationId)}`,
    `resource = '${resource.table}'`,
    ...conditions,
  ]
  return `(SELECT coalesce(sum(total), 0)::bigint FROM record_counters WHERE ${where.join(' AND ')})`
}
