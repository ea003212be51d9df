import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Customers | statistics', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
    await makeCustomers(acme, 3, (number) => ({
      status: number === 1 ? 'vip' : 'active',
      industry: number === 3 ? 'Media' : 'Energy',
      city: number === 2 ? 'Graz' : 'Linz',
    }))
  })

  test('counts an organization without customers as nothing', async ({ client, assert }) => {
    const { owner } = await makeCompany('Empty')
    const response = await client.get('/api/customers/stats/').bearerToken(owner.token)
    response.assertStatus(200)
    assert.containsSubset(response.body(), {
      total: 0,
      by_industry: {},
      total_deal_value: '0.00',
      deal_values: [],
    })
  })

  /* By what is kept of them, by what is scanned, and by what is searched for. */
  for (const [asked, expected] of [
    ['', { total: 3, active: 2, by_industry: { Energy: 2, Media: 1 }, new_this_month: 3 }],
    ['?status=vip', { total: 1, active: 0, by_industry: { Energy: 1 }, new_this_month: 1 }],
    ['?city=Linz', { total: 2, active: 1, by_industry: { Energy: 1, Media: 1 } }],
    ['?search=customer%202', { total: 1, active: 1, by_industry: { Energy: 1 } }],
    ['?search=customer&status=active', { total: 2, by_status: { active: 2, vip: 0 } }],
    ['?city=Wien', { total: 0, active: 0, by_industry: {}, new_this_month: 0 }],
  ] as const) {
    test(`counts what the list would show: ${asked || 'all of it'}`, async ({ client, assert }) => {
      const { token } = acme.owner
      const statistics = await client.get(`/api/customers/stats/${asked}`).bearerToken(token)
      const list = await client.get(`/api/customers/${asked}`).bearerToken(token)

      assert.containsSubset(statistics.body(), expected)
      assert.equal(statistics.body().total, list.body().count)
    })
  }

  test('tells what the deals of these customers are worth', async ({ client, assert }) => {
    const graz = await makeCustomer(acme, { name: 'Mur', city: 'Graz' })
    const linz = await makeCustomer(acme, { name: 'Donau', city: 'Linz' })
    await makeDeal(acme, { customer_id: graz, value: 700, currency: 'USD' })
    await makeDeal(acme, { customer_id: linz, value: 300, currency: 'USD' })

    const response = await client
      .get('/api/customers/stats/?city=Graz')
      .bearerToken(acme.owner.token)

    assert.containsSubset(response.body(), { total: 2, total_deal_value: '700.00' })
  })

  test('tells the same of all deals from what is kept as from a scan', async ({
    client,
    assert,
  }) => {
    const [kept, deleted, restored] = await makeCustomers(acme, 3)
    const deals = [
      { customer_id: kept, value: 700, currency: 'USD' },
      { customer_id: kept, currency: 'EUR' },
      { customer_id: deleted, value: 11, currency: 'USD' },
      { customer_id: deleted, value: 13, currency: 'CHF' },
      { customer_id: restored, value: 17, currency: 'EUR' },
      { value: 19, currency: 'USD' },
      { value: 23, currency: 'JPY' },
      { customer_id: kept, value: 29, currency: 'USD' },
    ]
    const ids: string[] = []
    for (const deal of deals) ids.push(await makeDeal(acme, deal))
    const as = api(client, acme.owner)
    for (const id of [deleted, restored]) {
      ;(await as.delete(`/api/customers/${id}/?force=true`)).assertStatus(204)
    }
    ;(await as.post(`/api/customers/${restored}/restore/`)).assertStatus(200)
    ;(await as.delete(`/api/deals/${ids.at(-1)}/`)).assertStatus(204)

    const all = (await as.get('/api/customers/stats/')).body()
    const scanned = (await as.get('/api/customers/stats/?created_at[gte]=2000-01-01')).body()

    assert.deepEqual(all, scanned)
    assert.containSubset(all.deal_values, [
      { currency: 'EUR', count: 2, value: '17.00' },
      { currency: 'USD', count: 1, value: '700.00' },
    ])
    assert.lengthOf(all.deal_values, 2)
  })

  test('counts only their own customers for users who read only those', async ({
    client,
    assert,
  }) => {
    const seller = await hireWith(acme, ['customers:read/own', 'customers:create'])
    await client
      .post('/api/customers/')
      .bearerToken(seller.token)
      .json({ name: 'Mine', status: 'vip', city: 'Linz' })

    const all = await client.get('/api/customers/stats/').bearerToken(seller.token)
    const narrowed = await client
      .get('/api/customers/stats/?status=active')
      .bearerToken(seller.token)

    assert.equal(all.body().total, 1)
    assert.equal(narrowed.body().total, 0)
  })

  test('takes the parameters that select, and refuses all others', async ({ client }) => {
    for (const parameter of ['page=2', 'ordering=name', 'deleted=true', 'nothing=1']) {
      const response = await client
        .get(`/api/customers/stats/?${parameter}`)
        .bearerToken(acme.owner.token)
      response.assertStatus(400)
      response.assertBodyContains({ code: 'unknown_parameter' })
    }
  })

  test('asks for the permission, and for a login', async ({ client }) => {
    const member = await hire(acme)
    const refused = await client.get('/api/customers/stats/').bearerToken(member.token)
    const anonymous = await client.get('/api/customers/stats/')
    refused.assertStatus(403)
    anonymous.assertStatus(401)
  })
})
