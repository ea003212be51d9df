import { columnOf, sqlType } from '#core/resources/query/field_sql'
import type { Filter, ListRequest } from '#core/resources/query/list_request'
import type { Resource } from '#core/resources/define_resource'

type Bind = (value: unknown) => string

/** The operators by which a kept count can be picked. */
const KEPT = new Set(['eq', 'in'])

/**
 * The exact count of a list as the sum of kept counters, or null when its
 * conditions speak of anything but the counted facets: then it must be scanned.
 */
export function countSql(
  resource: Resource,
  request: ListRequest,
  organizationId: string | null,
  bind: Bind
): string | null {
  const kept = keptSql(resource, request, organizationId, bind)
  return kept && `(SELECT coalesce(sum(total), 0)::bigint FROM ${kept})`
}

/**
 * The kept counters of exactly the records of a list, as SQL that follows FROM;
 * null when nothing is kept of them.
 */
export function keptSql(
  resource: Resource,
  request: ListRequest,
  organizationId: string | null,
  bind: Bind
): string | null {
  const { counted = [], table } = resource
  const isKept = ({ name, operator }: Filter) => counted.includes(name) && KEPT.has(operator)
  const isPlain = request.search === null && !request.deleted
  if (counted.length === 0 || !isPlain || !request.filters.every(isKept)) return null

  const conditions = request.filters.map(({ name, operand }) => {
    const { sql, type } = facetOf(resource, name, counted.indexOf(name))
    return `${sql} = ANY(${bind([operand].flat())}::${type}[])`
  })
  const where = [
    `organization_id = ${bind(organizationId)}`,
    `resource = '${table}'`,
    ...conditions,
  ]
  return `record_counters WHERE ${where.join(' AND ')}`
}

/** What the records of a resource are counted by. */
export interface Facet {
  readonly column: string
  readonly type: string
  /** Its value in a row of `record_counters`. */
  readonly sql: string
}

/** @throws for a facet that is no column */
export function facetsOf(resource: Resource): Facet[] {
  return (resource.counted ?? []).map((name, index) => facetOf(resource, name, index))
}

function facetOf(resource: Resource, name: string, index: number): Facet {
  const field = resource.fields[name]
  const column = columnOf(resource, name)
  if (!column) throw new Error(`${resource.name}.${name} cannot be counted by`)
  const type = sqlType(field?.compared?.type ?? field?.type)
  return { column, type, sql: `facets[${index + 1}]::${type}` }
}
