import { columnOf, sqlType } from '#core/resources/query/field_sql'
import type { Condition, Filter } from '#core/resources/query/condition_tree'
import type { ListRequest } from '#core/resources/query/list_request'
import type { Resource } from '#core/resources/define_resource'

type Bind = (value: unknown) => string

/** The operators by which a kept count can be picked. */
const COUNTABLE_OPERATORS = new Set(['eq', 'in'])

/**
 * The exact count of a list as the sum of kept counters, or null when its
 * conditions speak of anything but the counted dimensions: then it must be scanned.
 */
export function countSql(
  resource: Resource,
  request: ListRequest,
  organizationId: string | null,
  bind: Bind
): string | null {
  const kept = countersSql(resource, request, organizationId, bind)
  return kept && `(SELECT coalesce(sum(total), 0)::bigint FROM ${kept})`
}

/**
 * The kept counters of exactly the records of a list, as SQL that follows FROM;
 * null when nothing is kept of them.
 */
export function countersSql(
  resource: Resource,
  request: ListRequest,
  organizationId: string | null,
  bind: Bind
): string | null {
  const { groupBy = [], table } = resource
  const isKept = (condition: Condition): condition is Filter =>
    'operator' in condition &&
    groupBy.includes(condition.name) &&
    COUNTABLE_OPERATORS.has(condition.operator)
  const isPlain = request.search === null && !request.deleted
  if (groupBy.length === 0 || !isPlain || !request.filters.every(isKept)) return null

  const conditions = request.filters.map(({ name, operand }) => {
    const { sql, type } = dimensionOf(resource, name, groupBy.indexOf(name))
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
export interface Dimension {
  readonly column: string
  readonly type: string
  /** Its value in a row of `record_counters`. */
  readonly sql: string
}

/** @throws for a dimension that is no column */
export function dimensionsOf(resource: Resource): Dimension[] {
  return (resource.groupBy ?? []).map((name, index) => dimensionOf(resource, name, index))
}

function dimensionOf(resource: Resource, name: string, index: number): Dimension {
  const field = resource.fields[name]
  const column = columnOf(resource, name)
  if (!column) throw new Error(`${resource.name}.${name} cannot be counted by`)
  const type = sqlType(field?.compared?.type ?? field?.type)
  return { column, type, sql: `facets[${index + 1}]::${type}` }
}
