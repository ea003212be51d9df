import type pg from 'pg'
import { SEARCHED } from '#bench/names'
import type { Company, Population } from '#bench/population'
import { type Item, part } from '#bench/workload'

/** No answer costs more than this many times the cheapest statement that answers the same. */
const LIMIT = 1.5
const PAGE = 25

/** Terms that few records hold, some, and all; and two words, in the other order. */
const OF_CUSTOMERS = [`${SEARCHED} maria`, SEARCHED, 'robotics', 'gmbh', 'example.com']
const OF_DEALS = [SEARCHED, 'robotics', `robotics ${SEARCHED}`]

/**
 * Reports on 300,000 customers, as many leads and 200,000 deals of one organization, and searches
 * among them, with the counts that the copied rows have.
 */
export async function reportWorkload(client: pg.Client, population: Population): Promise<Item[]> {
  const { large } = population
  const leads = await countOf(client, large, 'leads')
  return [
    report(large, 'performance', '/api/analytics/employee_performance/', (answer) =>
      Array.isArray(answer) ? answer.length === PAGE : false
    ),
    report(large, 'customers', '/api/customers/stats/', (answer) => {
      return part(answer, 'total') === large.customers
    }),
    report(large, 'leads', '/api/leads/stats/', (answer) => part(answer, 'total') === leads),
    report(large, 'forecast', '/api/analytics/forecast/', (answer) =>
      Array.isArray(part(answer, 'forecasts'))
    ),
    ...OF_CUSTOMERS.map((term) => search(large, 'customers', term)),
    ...OF_DEALS.map((term) => search(large, 'deals', term)),
  ]
}

function report(
  company: Company,
  name: string,
  path: string,
  accepts: (answer: unknown) => boolean
): Item {
  const calls = [{ method: 'GET', path } as const]
  return {
    name: `report ${name}`,
    kind: 'statistics',
    company,
    status: 200,
    limit: LIMIT,
    calls: { app: calls, bare: calls },
    accepts,
  }
}

/** Both servers must find the same, in the same order. */
function search(company: Company, resource: string, term: string): Item {
  const path = `/api/${resource}/?search=${encodeURIComponent(term)}`
  const calls = [{ method: 'GET', path } as const]
  return {
    name: `${resource} "${term}"`,
    kind: 'search',
    company,
    status: 200,
    limit: LIMIT,
    calls: { app: calls, bare: calls },
    accepts: (answer) => {
      const rows = part(answer, 'results')
      return Array.isArray(rows) && rows.length === Math.min(PAGE, Number(part(answer, 'count')))
    },
  }
}

async function countOf(client: pg.Client, company: Company, table: 'leads'): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM bare.${table} WHERE organization_id = $1 AND deleted_at IS NULL`,
    [company.organizationId]
  )
  return Number(rows[0]?.count)
}
