import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeCustomers } from '#tests/support/customers'
import { makeDeals } from '#tests/support/deals'
import { makeLeads } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'
import { type Sent, sentOf } from '#tests/support/statements'

/** What each of them counts all of: reading the rows of 300,000 records takes seconds when none is in memory. */
const REPORTS: { path: string; tables: string[] }[] = [
  { path: 'analytics/employee_performance/', tables: ['customers', 'leads', 'deals'] },
  { path: 'analytics/forecast/', tables: ['deals'] },
  { path: 'deals/forecast/?quarters=4', tables: ['deals'] },
  { path: 'customers/stats/', tables: ['customers'] },
  { path: 'leads/stats/', tables: ['leads'] },
]

test.group('Reports | plans', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
    await makeCustomers(acme, 3)
    await makeLeads(acme, 3)
    await makeDeals(acme, 3)
    /* An index alone costs less than its rows only where PostgreSQL knows that all may see these. */
    await db.rawQuery('VACUUM (ANALYZE) customers, leads, deals')
  })

  test('what is counted of a whole organization is read from indexes alone: {path}')
    .with(REPORTS)
    .run(async ({ client, assert }, { path, tables }) => {
      const read = await scansOf(client, acme, path)

      for (const table of tables) {
        const scans = read.filter(({ relation, isWhole }) => isWhole && relation === table)
        assert.isNotEmpty(scans, table)
        for (const { node } of scans) assert.equal(node, 'Index Only Scan', table)
      }
    })

  test('what the deals of all customers come to is read from what is kept of them', async ({
    client,
    assert,
  }) => {
    const read = await scansOf(client, acme, 'customers/stats/')

    assert.lengthOf(
      read.filter(({ relation }) => relation === 'record_counters'),
      2
    )
  })
})

interface Scan {
  readonly relation: string
  /** Whether it goes through all records of the organization, and not for some of them. */
  readonly isWhole: boolean
  readonly node: string
}

/** How a path's statement reads its tables, when it may not read rows where an index would do. */
async function scansOf(client: ApiClient, company: Company, path: string): Promise<Scan[]> {
  const sent = await sentOf(async () => {
    const response = await client.get(`/api/${path}`).bearerToken(company.owner.token)
    response.assertStatus(200)
  })
  /* Before it stands what looks up a caller who has just changed. */
  const last = sent.at(-1)
  return last ? explain(company, last) : []
}

async function explain({ id }: Company, { text, values }: Sent): Promise<Scan[]> {
  return UnitOfWork.run(forOrganization(id), async (unit) => {
    for (const way of ['seqscan', 'bitmapscan']) {
      await unit.query(`SET LOCAL enable_${way} = off`)
    }
    const { rows } = await unit.query<{ 'QUERY PLAN': unknown }>(
      `EXPLAIN (FORMAT JSON) ${text}`,
      values
    )
    return scansIn(rows[0]?.['QUERY PLAN'])
  })
}

function scansIn(plan: unknown): Scan[] {
  if (typeof plan !== 'object' || plan === null) return []
  const members = new Map(Object.entries(plan))
  const below = [...members.values()].flatMap(scansIn)
  const relation = members.get('Relation Name')
  if (typeof relation !== 'string') return below
  const node = String(members.get('Node Type'))
  return [{ relation, node, isWhole: !members.has('Filter') }, ...below]
}
