import { test } from '@japa/runner'
import { type Asked, fixture, importFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'

/*
 * Real input: a public-domain data set (Maven Analytics, CRM sales
 * opportunities), as it is spelled there. docs/api/imports.md shows these
 * mappings.
 */
const ACCOUNTS: Asked = {
  resource: 'customers',
  match_by: 'name',
  mapping: {
    name: 'account',
    customer_type: { value: 'business' },
    industry: { column: 'sector', values: { technolgy: 'technology' } },
    country: 'office_location',
    tags: 'subsidiary_of',
    notes: { template: 'Founded {year_established}, {employees} employees' },
  },
}

const AGENTS: Asked = {
  resource: 'employees',
  match_by: 'full_name',
  mapping: {
    full_name: 'sales_agent',
    department: { template: 'Sales {regional_office}' },
    job_title: { value: 'Sales agent' },
  },
}

const OPPORTUNITIES: Asked = {
  resource: 'deals',
  match_by: 'title',
  mapping: {
    title: { template: '{opportunity_id} {product}' },
    customer_id: { column: 'account', lookup: 'name' },
    assigned_to_id: { column: 'sales_agent', lookup: 'full_name' },
    stage_id: {
      column: 'deal_stage',
      values: { Engaging: 'Qualification', Won: 'Closed Won', Lost: 'Closed Lost' },
      lookup: 'name',
    },
    lost_reason: { column: 'deal_stage', values: { Lost: 'Not recorded' }, otherwise: null },
    actual_close_date: { column: 'close_date', date_format: 'M/D/YYYY' },
    value: 'close_value',
    tags: { column: 'product', values: { GTXPro: 'GTX Pro' } },
    notes: { template: 'Engaged on {engage_date}' },
  },
}

test.group('Imports | a whole data set', (group) => {
  group.each.setup(() => forgetJobs())

  test('comes in as it is, and a second time adds nothing', async ({ client, assert }) => {
    const { owner } = await makeCompany()
    const take = async (name: string, asked: Asked) =>
      importFile(client, owner, await fixture(name), asked)
    const get = async (path: string) => {
      const response = await client.get(`/api/${path}`).bearerToken(owner.token)
      assert.equal(response.status(), 200, response.text())
      return response.body()
    }
    const count = async (path: string) => (await get(path)).count
    const takeAll = async () => [
      await take('accounts.csv', ACCOUNTS),
      await take('sales_teams.csv', AGENTS),
      await take('sales_pipeline.csv', OPPORTUNITIES),
    ]
    const counted = (imported: Awaited<ReturnType<typeof takeAll>>) =>
      imported.map(({ status, created, updated, unchanged, failed }) => [
        status,
        created,
        updated,
        unchanged,
        failed,
      ])
    const numbers = async () => ({
      customers: await count('customers/?customer_type=business'),
      employees: await count('employees/'),
      withoutCustomer: await count('deals/?customer[is_null]=true'),
      engaging: await count('deals/?stage_name=Qualification'),
      prospecting: await count('deals/?stage_name=Prospecting'),
      ofTheProduct: await count('deals/?tags[contains]=GTX Pro'),
      deals: await get('deals/stats/'),
    })

    assert.deepEqual(counted(await takeAll()), [
      ['completed', 85, 0, 0, 0],
      ['completed', 35, 0, 0, 0],
      ['completed', 8800, 0, 0, 0],
    ])
    const first = await numbers()
    assert.containsSubset(first, {
      customers: 85,
      employees: 35,
      withoutCustomer: 1425,
      engaging: 1589,
      prospecting: 500,
      ofTheProduct: 1480,
      deals: { total: 8800, won: 4238, won_value: '10005534.00', lost: 2473, open: 2089 },
    })
    const [deal] = (await get('deals/?title=1C1I7A6R GTX Plus Basic')).results
    assert.containsSubset(await get(`deals/${deal.id}/`), {
      value: '1054.00',
      actual_close_date: '2017-03-01',
      tags: ['GTX Plus Basic'],
      notes: 'Engaged on 10/20/2016',
      customer: { name: 'Cancity' },
      assigned_to: { full_name: 'Moses Frase' },
      stage: { name: 'Closed Won' },
    })

    assert.deepEqual(counted(await takeAll()), [
      ['completed', 0, 0, 85, 0],
      ['completed', 0, 0, 35, 0],
      ['completed', 0, 0, 8800, 0],
    ])
    assert.deepEqual(await numbers(), first)
  }).timeout(180_000)
})
