import { dimensionsOf } from '#core/resources/query/count'
import type { ListRequest } from '#core/resources/query/list_request'
import type { Parts, RecordQuery } from '#core/resources/query/record_query'
import type { Statement } from '#core/resources/query/statement'
import type { Resource } from '#core/resources/define_resource'

export interface Groups {
  /** The common table expression that `rows` rests on when something is searched for. */
  readonly searched: string | null
  /**
   * A query that answers a row for each combination of dimensions: those by the
   * names of their columns, `n`, and the sums by theirs.
   */
  readonly rows: string
}

/** A query of its own right, also where something is searched for: several of them may stand in one statement. */
export function whole({ searched, rows }: Groups): string {
  return searched ? `WITH ${searched} ${rows}` : rows
}

interface Narrower {
  /** Those of the same request, where they stand in the statement anyway. */
  readonly parts?: Parts
  /** Saves a scan from what will not be used, as a condition on `r`. */
  readonly filter?: string
}

/**
 * The records of a list, counted and summed by the dimensions of their resource:
 * read from what is kept where that can be, or else by one scan.
 */
export function groups(
  resource: Resource,
  query: RecordQuery,
  request: ListRequest,
  statement: Statement,
  { parts, filter }: Narrower = {}
): Groups {
  const dimensions = dimensionsOf(resource)
  const summed = Object.entries(resource.aggregates ?? {})
  const places = dimensions.map((_, index) => index + 1).join(', ')
  const kept = query.counters(request, statement)
  if (kept) {
    const columns = [
      ...dimensions.map(({ sql, column }) => `${sql} AS ${column}`),
      'sum(total)::bigint AS n',
      ...summed.map(([name], index) => `sum(sums[${index + 1}]) AS ${name}`),
    ]
    return {
      searched: null,
      rows: `SELECT ${columns.join(', ')} FROM ${kept} GROUP BY ${places} HAVING sum(total) <> 0`,
    }
  }
  const { searched, where, joins } = parts ?? query.parts(request, statement)
  const columns = [
    ...dimensions.map(({ column }) => `r.${column}`),
    'count(*) AS n',
    ...summed.map(([name, sql]) => `sum(${sql})::numeric AS ${name}`),
  ]
  const condition = filter ? `${where} AND ${filter}` : where
  return {
    searched,
    rows: `SELECT ${columns.join(', ')} FROM ${resource.table} r ${joins()}
           WHERE ${condition} GROUP BY ${places}`,
  }
}
