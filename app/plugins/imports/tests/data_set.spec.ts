import { test } from '@japa/runner'
import { dataSets } from '#database/demo/data_sets'
import { PUBLIC_ADMIN_PASSWORD } from '#database/demo/passwords'
import DataSetSeeder from '#database/seeders/data_set_seeder'
import { forgetJobs } from '#tests/support/jobs'

/** Real input, spelled as it came. */
async function load(): Promise<string[]> {
  const lines: string[] = []
  for (const dataSet of dataSets) await new DataSetSeeder().run(dataSet, (line) => lines.push(line))
  return lines.filter((line) => line.includes('.csv'))
}

test.group('Imports | a whole data set', (group) => {
  group.each.setup(() => forgetJobs())

  test('comes in as it is, and a second time adds nothing', async ({ client, assert }) => {
    const loaded = await load()
    const login = await client
      .post('/api/auth/login/')
      .json({ email: 'admin@crm.com', password: PUBLIC_ADMIN_PASSWORD })
    const { access } = login.body().tokens
    const get = async (path: string) => {
      const response = await client
        .get(`/api/${path}`)
        .bearerToken(access)
        .header('X-Organization-Id', 'maven-computer-hardware')
      assert.equal(response.status(), 200, response.text())
      return response.body()
    }
    const count = async (path: string) => (await get(path)).count
    const numbers = async () => ({
      customers: await count('customers/?customer_type=business'),
      employees: await count('employees/'),
      withoutCustomer: await count('deals/?customer[is_null]=true'),
      engaging: await count('deals/?stage_name=Qualification'),
      prospecting: await count('deals/?stage_name=Prospecting'),
      ofTheProduct: await count('deals/?tags[contains]=GTX Pro'),
      deals: await get('deals/stats/'),
    })

    assert.deepEqual(loaded, [
      'products.csv: 7 created, 0 already exist',
      'accounts.csv: 85 created, 0 already exist',
      'sales_teams.csv: 35 created, 0 already exist',
      'sales_pipeline.csv: 8800 created, 0 already exist',
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

    assert.deepEqual(await load(), [
      'products.csv: 0 created, 7 already exist',
      'accounts.csv: 0 created, 85 already exist',
      'sales_teams.csv: 0 created, 35 already exist',
      'sales_pipeline.csv: 0 created, 8800 already exist',
    ])
    assert.deepEqual(await numbers(), first)
  }).timeout(180_000)
})
