import { money } from '#core/currency/format'
import { pluralize } from '#admin/humanize'
import { dimensionsOf } from '#core/resources/query/count'
import deals from '#plugins/deals/resources/deals'
import { UnitOfWork } from '#core/database/unit_of_work'

interface ValueRow extends Record<string, unknown> {
  readonly currency: string
  readonly open: number
  readonly value: string
  readonly expected: string
  readonly won: string
}

/** Currencies that have room on a page. */
const MAX = 4

/**
 * What deals are worth over all organizations, in the currencies of most of
 * them, from the sums that are kept. In a unit of the system.
 */
export async function pipelineValues() {
  const [status, currency] = [facet('status'), facet('currency')]
  const [value, revenue] = [sum('value'), sum('revenue')]
  const { rows } = await UnitOfWork.get().query<ValueRow>(
    `SELECT ${currency} AS currency,
            coalesce(sum(total) FILTER (WHERE ${status} = 'open'), 0)::bigint AS open,
            coalesce(sum(${value}) FILTER (WHERE ${status} = 'open'), 0)::text AS value,
            coalesce(sum(${revenue}) FILTER (WHERE ${status} = 'open'), 0)::text AS expected,
            coalesce(sum(${value}) FILTER (WHERE ${status} = 'won'), 0)::text AS won
     FROM record_counters WHERE resource = '${deals.table}'
     GROUP BY 1 HAVING sum(total) > 0 ORDER BY sum(total) DESC, 1 LIMIT ${MAX}`
  )
  return rows.map((row) => ({
    currency: row.currency,
    open: pluralize(row.open, 'open deal'),
    value: money(row.value, row.currency),
    expected: money(row.expected, row.currency),
    won: money(row.won, row.currency),
  }))
}

function facet(column: string): string {
  const found = dimensionsOf(deals).find((each) => each.column === column)
  if (!found) throw new Error(`Deals are not counted by ${column}`)
  return found.sql
}

function sum(name: string): string {
  return `sums[${Object.keys(deals.aggregates ?? {}).indexOf(name) + 1}]`
}
