import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makePerson } from '#tests/support/people'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('Customers | companies', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('say what a company is, and have it read, filtered and exported', async ({
    client,
    assert,
  }) => {
    const { get, patch, post } = api(client, acme.owner)
    const parent = await makeCustomer(acme, { name: 'Engines Group', customer_type: 'business' })
    const made = await post('/api/customers/', {
      name: 'Engines Ltd',
      customer_type: 'business',
      parent_id: parent,
      domains: ['https://www.Engines.example/about', 'engines.example', 'shop.engines.example'],
      addresses: [{ kind: 'billing', city: 'London', country: 'GB' }],
      annual_revenue: '1200000',
      employee_count: 12,
      founded_on: '1843-01-31',
      linkedin_url: 'https://linkedin.example/engines',
    })
    made.assertStatus(201)
    assert.containsSubset(made.body(), {
      parent_id: parent,
      parent: { id: parent, name: 'Engines Group' },
      domains: ['engines.example', 'shop.engines.example'],
      addresses: [{ kind: 'billing', city: 'London', country: 'GB', address: null }],
      annual_revenue: '1200000.00',
      employee_count: 12,
      founded_on: '1843-01-31',
      linkedin_url: 'https://linkedin.example/engines',
    })
    for (const filter of [
      `parent_id=${parent}`,
      'domains[contains]=engines.example',
      'employee_count[gte]=12',
      'founded_on[lt]=1900-01-01',
    ]) {
      const { results } = (await get(`/api/customers/?${filter}`)).body()
      assert.deepEqual(
        results.map(({ id }: { id: string }) => id),
        [made.body().id],
        filter
      )
    }
    const same = await patch(`/api/customers/${made.body().id}/`, made.body())
    same.assertStatus(200)
    assert.equal(same.body().version, 1)
  })

  test('refuse what is no domain, no address, or no amount', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    for (const [field, body] of [
      ['domains', { domains: ['not a domain'] }],
      ['addresses.0.kind', { addresses: [{ kind: 'moon' }] }],
      ['annual_revenue', { annual_revenue: '-1' }],
      ['employee_count', { employee_count: -1 }],
      ['founded_on', { founded_on: 'yesterday' }],
    ] as const) {
      const refused = await post('/api/customers/', { name: 'A', ...body })
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].field, field)
    }
  })

  test('are never below themselves, over however many others', async ({ client }) => {
    const { patch } = api(client, acme.owner)
    const [one, two, three] = [
      await makeCustomer(acme),
      await makeCustomer(acme),
      await makeCustomer(acme),
    ]
    ;(await patch(`/api/customers/${two}/`, { parent_id: one })).assertStatus(200)
    ;(await patch(`/api/customers/${three}/`, { parent_id: two })).assertStatus(200)
    for (const parent of [one, two, three]) {
      const refused = await patch(`/api/customers/${one}/`, { parent_id: parent })
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ field: 'parent_id', rule: 'circle' }] })
    }
  })

  test('individuals are people, companies are not', async ({ client, assert }) => {
    const { get, patch } = api(client, acme.owner)
    const person = await makePerson(acme)
    const individual = await makeCustomer(acme)
    const business = await makeCustomer(acme, { customer_type: 'business' })
    const linked = await patch(`/api/customers/${individual}/`, { person_id: person })
    assert.containsSubset(linked.body(), { person_id: person, person: { name: 'Ada Byron' } })
    const refused = await patch(`/api/customers/${business}/`, { person_id: person })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'person_id' }] })

    const clerk = await hireWith(acme, ['customers:read', 'customers:update', 'people:read/own'])
    const unseen = await api(client, clerk).patch(`/api/customers/${individual}/`, {
      person_id: await makePerson(acme),
    })
    unseen.assertStatus(422)
    const { included } = (await get(`/api/customers/${individual}/?include=person,parent`)).body()
    assert.equal(included.person.id, person)
    assert.isNull(included.parent)
  })
})
