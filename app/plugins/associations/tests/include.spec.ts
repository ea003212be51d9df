import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase, makeDeals } from '#tests/support/deals'
import { makePerson } from '#tests/support/people'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { countStatements } from '#tests/support/statements'

test.group('Associations | include', (group) => {
  let acme: Company
  let customer: string
  let deals: string[]
  let ada: string
  let bob: string

  group.each.setup(async () => {
    acme = await makeCompany()
    customer = await makeCustomer(acme, { name: 'Engines Ltd' })
    deals = await makeDeals(acme, 2, () => ({ customer_id: customer }))
    ada = await makePerson(acme, { name: 'Ada', primary_customer_id: customer })
    bob = await makePerson(acme, { name: 'Bob' })
  })

  /** Associates people with the first deal. */
  const associate = async (client: Parameters<typeof api>[0]) => {
    const { put } = api(client, acme.owner)
    const path = `/api/deals/${deals[0]}/associations/people`
    await put(`${path}/${ada}/`, { labels: ['decision_maker'], is_primary: true })
    await put(`${path}/${bob}/`, {})
  }

  test('lists and single records hold what they are asked to, in one statement', async ({
    client,
    assert,
  }) => {
    await associate(client)
    const { get } = api(client, acme.owner)
    const query = 'include=people.primary_customer,customer&ordering=created_at'
    const statements = await countStatements(async () => {
      const listed = await get(`/api/deals/?${query}`)
      listed.assertStatus(200)
      const [first, second] = listed.body().results
      assert.containsSubset(first, { id: deals[0], title: 'Deal 1' })
      const { people, customer: buyer } = first.included
      assert.equal(buyer.name, 'Engines Ltd')
      assert.isNull(people.next)
      assert.deepEqual(
        people.results.map(({ name }: { name: string }) => name),
        ['Bob', 'Ada']
      )
      assert.containsSubset(people.results[1], {
        id: ada,
        association: {
          is_primary: true,
          labels: [{ key: 'decision_maker', title: 'Decision maker', is_inverse: false }],
        },
        included: { primary_customer: { id: customer, name: 'Engines Ltd' } },
      })
      assert.isNull(people.results[0].included.primary_customer)
      assert.deepEqual(second.included.people, { results: [], next: null })
    })
    assert.equal(statements, 1)

    const single = await countStatements(async () => {
      const one = await get(`/api/deals/${deals[0]}/?include=people&fields=title,people.name`)
      one.assertStatus(200)
      const { included, ...rest } = one.body()
      assert.deepEqual(rest, { title: 'Deal 1' })
      assert.deepEqual(
        included.people.results.map(
          ({ association, ...person }: Record<string, unknown>) => person
        ),
        [{ name: 'Bob' }, { name: 'Ada' }]
      )
    })
    assert.equal(single, 1)
  })

  test('what is associated with a record holds what is asked for, too', async ({
    client,
    assert,
  }) => {
    await associate(client)
    const { get } = api(client, acme.owner)
    const path = `/api/deals/${deals[0]}/associations/people/?include=customers&search=ada`
    const { results } = (await get(path)).body()
    assert.equal(results[0].included.customers.results[0].name, 'Engines Ltd')
  })

  test('what the caller may not read is absent, and may not be asked for where none of it may be', async ({
    client,
    assert,
  }) => {
    await associate(client)
    const seller = await hireWith(acme, ['deals:read', 'people:read/own', 'customers:read/own'])
    const mine = await api(client, seller).get(`/api/deals/${deals[0]}/?include=people,customer`)
    mine.assertStatus(200)
    assert.deepEqual(mine.body().included, { people: { results: [], next: null }, customer: null })

    const blind = await hireWith(acme, ['deals:read'])
    const refused = await api(client, blind).get('/api/deals/?include=people')
    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'people:read' })
  })

  test('what is deleted is absent, and another company’s is never there', async ({
    client,
    assert,
  }) => {
    await associate(client)
    const { delete: remove, get } = api(client, acme.owner)
    await remove(`/api/people/${bob}/`)
    await remove(`/api/customers/${customer}/?force=true`)
    const { included } = (await get(`/api/deals/${deals[0]}/?include=people,customer`)).body()
    assert.deepEqual(
      included.people.results.map(({ id }: { id: string }) => id),
      [ada]
    )
    assert.isNull(included.customer)
  })

  test('a hundred are included at most, with the link to those that follow', async ({
    client,
    assert,
  }) => {
    const { get } = api(client, acme.owner)
    await inDatabase(
      acme,
      `WITH made AS (
         INSERT INTO people (organization_id, id, name, created_at)
         SELECT $1, gen_random_uuid(), 'P' || n, now() - n * interval '1 minute'
         FROM generate_series(1, 101) n RETURNING id)
       INSERT INTO associations (organization_id, from_type, from_id, to_type, to_id)
       SELECT $1, 'deals', $2::uuid, 'people', id FROM made`,
      [acme.id, deals[1]]
    )
    const { included } = (
      await get(`/api/deals/${deals[1]}/?include=people&fields=people.name`)
    ).body()
    assert.lengthOf(included.people.results, 100)
    const next = new URL(included.people.next)
    assert.equal(next.searchParams.get('organization'), acme.id)
    const { results } = (await get(`${next.pathname}${next.search}`)).body()
    assert.deepEqual(
      results.map(({ name }: { name: string }) => name),
      ['P101']
    )
  })

  test('what cannot be included is refused with what can be', async ({ client, assert }) => {
    const { get } = api(client, acme.owner)
    const refused = async (query: string, code: string) => {
      const response = await get(`/api/${query}`)
      response.assertStatus(400)
      response.assertBodyContains({ code })
      return response.body()
    }
    const unknown = await refused('deals/?include=persons', 'unknown_include')
    assert.includeMembers(unknown.accepted, ['people', 'customer', 'assigned_to'])
    const deeper = await refused('deals/?include=people.boss', 'unknown_include')
    assert.include(deeper.accepted, 'people.reports_to')
    await refused('deals/?include=people.customers.deals', 'malformed_parameter')
    await refused('deals/?include=people.customers&page_size=100', 'malformed_parameter')
    await refused('deals/?include=people&deleted=true', 'malformed_parameter')
    await refused('deals/?include=people&fields=people.moon', 'unknown_field')
    await refused('deals/?fields=people.name', 'unknown_field')
    await refused('deals/export/?include=people', 'unknown_parameter')
    await refused('deals/stats/?include=people', 'unknown_parameter')
    await refused('roles/?include=people', 'unknown_include')
  })
})
