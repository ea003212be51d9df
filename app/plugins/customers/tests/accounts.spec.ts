import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { makeCompany } from '#tests/support/personas'

interface Account {
  account: string
  sector: string
  year_established: string
  revenue: string
  employees: string
  office_location: string
  subsidiary_of: string
}

/*
 * Real input: the accounts of a public-domain data set (Maven Analytics, CRM
 * sales opportunities), spelled as they are spelled there.
 */
test.group('Customers | the accounts of a real company', () => {
  test('come out of list, search, filter, statistics and export as they went in', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { token } = acme.owner
    const file = await readFile(
      app.makePath('database/data/crm-sales-opportunities/accounts.csv'),
      'utf8'
    )
    const accounts = parse<Account>(file, { columns: true })
    for (const account of accounts) {
      const response = await client
        .post('/api/customers/')
        .bearerToken(token)
        .json({
          customer_type: 'business',
          name: account.account,
          industry: account.sector,
          country: account.office_location,
          tags: account.subsidiary_of ? [account.subsidiary_of] : [],
          notes: `Founded ${account.year_established}, ${account.employees} employees`,
        })
      response.assertStatus(201)
    }

    const list = await client.get('/api/customers/?page_size=100').bearerToken(token)
    assert.equal(list.body().count, 85)
    assert.lengthOf(list.body().results, 85)

    const stats = await client.get('/api/customers/stats/').bearerToken(token)
    const sectors = Object.entries(Object.groupBy(accounts, ({ sector }) => sector))
    assert.deepEqual(
      stats.body().by_industry,
      Object.fromEntries(sectors.map(([sector, rows]) => [sector, rows?.length]))
    )
    assert.containsSubset(stats.body(), {
      total: 85,
      active: 85,
      inactive: 0,
      by_type: { individual: 0, business: 85 },
      new_this_month: 85,
    })

    for (const [sector, rows] of sectors) {
      const filtered = await client
        .get(`/api/customers/?industry=${encodeURIComponent(sector)}`)
        .bearerToken(token)
      assert.equal(filtered.body().count, rows?.length, sector)
    }

    const term = 'con'
    const found = await client.get(`/api/customers/?search=${term}`).bearerToken(token)
    const expected = accounts.filter(({ account }) => account.toLowerCase().includes(term))
    assert.isAbove(expected.length, 0)
    assert.equal(found.body().count, expected.length)

    const csv = await client.get('/api/customers/export_csv/').bearerToken(token)
    const exported = parse<Record<string, string>>(csv.text(), { columns: true })
    assert.sameMembers(
      exported.map(({ name }) => name),
      accounts.map(({ account }) => account)
    )
  })
})
