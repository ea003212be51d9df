import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeLabel } from '#tests/support/associations'
import { makeCustomer } from '#tests/support/customers'
import { WHOLE, makeLead } from '#tests/support/leads'
import { makePerson } from '#tests/support/people'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('Leads | the people of a conversion', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('makes the person of a company, as its primary contact and that of each deal', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const id = await makeLead(acme, WHOLE)
    const response = await post(`/api/leads/${id}/convert/`, {
      deals: [{ title: 'Licences' }, { title: 'Training', value: '100' }],
    })
    response.assertStatus(201)
    const { customer_id: customer, person_id: person, deal_id: deal, ...rest } = response.body()
    assert.lengthOf(rest.deal_ids, 2)
    assert.equal(rest.deal_ids[0], deal)
    const body = (await get(`/api/people/${person}/`)).body()
    assert.containsSubset(body, {
      name: 'Alice Johnson',
      job_title: 'VP',
      email: 'alice@example.com',
      phone: '+1 201 555 0123',
      primary_customer_id: customer,
    })
    assert.deepEqual(
      body.phones.map(({ kind }: { kind: string }) => kind),
      ['work', 'mobile']
    )
    for (const path of [
      `customers/${customer}`,
      ...rest.deal_ids.map((one: string) => `deals/${one}`),
    ]) {
      const { results } = (await get(`/api/${path}/associations/people/`)).body()
      assert.containsSubset(results, [{ id: person, association: { is_primary: true } }])
    }
    const deals = (await get('/api/deals/?ordering=created_at')).body().results
    assert.containsSubset(deals, [
      { title: 'Licences', value: '50000.00', customer_id: customer },
      { title: 'Training', value: '100.00', customer_id: customer },
    ])
  })

  test('finds who is there by the lead’s people, or by its address, and fills what they lack', async ({
    client,
    assert,
  }) => {
    const { get, post, put } = api(client, acme.owner)
    const ada = await makePerson(acme, { name: 'Ada', email: 'ALICE@example.com' })
    const byAddress = await makeLead(acme, WHOLE)
    const found = await post(`/api/leads/${byAddress}/convert/`)
    assert.containsSubset(found.body(), {
      person_id: ada,
      outcome: { person: 'linked', person_matched_by: 'email' },
    })
    assert.containsSubset((await get(`/api/people/${ada}/`)).body(), {
      name: 'Ada',
      job_title: 'VP',
      phone: '+1 201 555 0123',
    })

    const bob = await makePerson(acme, { name: 'Bob' })
    const byPeople = await makeLead(acme, WHOLE)
    await put(`/api/leads/${byPeople}/associations/people/${bob}/`, { is_primary: true })
    const known = await post(`/api/leads/${byPeople}/convert/`)
    assert.containsSubset(known.body(), {
      person_id: bob,
      outcome: { person: 'linked', person_matched_by: 'association' },
    })
  })

  test('keeps labels and activities: what the lead has, its customer and deal have, too', async ({
    client,
    assert,
  }) => {
    const { get, post, put } = api(client, acme.owner)
    const id = await makeLead(acme, WHOLE)
    const champion = await makePerson(acme, { name: 'Carl' })
    await put(`/api/leads/${id}/associations/people/${champion}/`, { labels: ['champion'] })
    const task = await post('/api/tasks/', {
      subject: 'Call back',
      associations: [{ type: 'leads', id }],
    })
    task.assertStatus(201)
    const made = await post(`/api/leads/${id}/convert/`, { deal: { title: 'Licences' } })
    made.assertStatus(201)
    const { customer_id: customer, person_id: person, deal_id: deal } = made.body()
    for (const path of [
      `leads/${id}`,
      `customers/${customer}`,
      `people/${person}`,
      `deals/${deal}`,
    ]) {
      const { results } = (await get(`/api/${path}/associations/tasks/`)).body()
      assert.containsSubset(results, [{ id: task.body().id }], path)
    }
    const people = (await get(`/api/deals/${deal}/associations/people/?label=champion`)).body()
    assert.deepEqual(
      people.results.map((one: { id: string }) => one.id),
      [champion]
    )
  })

  test('carries a label that is limited where there is a place, and says where there is none', async ({
    client,
    assert,
  }) => {
    const { get, post, put } = api(client, acme.owner)
    await makeLabel(client, acme, { from: 'leads', to: 'people', key: 'signatory' })
    const limited = { key: 'signatory', limit_from: 1 }
    await makeLabel(client, acme, { ...limited, from: 'deals', to: 'people' })
    await makeLabel(client, acme, { ...limited, from: 'customers', to: 'people' })
    const id = await makeLead(acme, WHOLE)
    const carl = await makePerson(acme, { name: 'Carl' })
    await put(`/api/leads/${id}/associations/people/${carl}/`, { labels: ['signatory'] })
    const customer = await makeCustomer(acme)
    await put(`/api/customers/${customer}/associations/people/${carl}/`, { labels: ['signatory'] })

    const body = { deals: [{ title: 'One' }, { title: 'Two' }] }
    const expected = ['customers', 'deals'].map((of) => ({
      field: 'associations.people',
      reason: 'association_limit',
      label: 'signatory',
      of,
    }))
    const labelLosses = (from: { reason: string }[]) =>
      from.filter(({ reason }) => reason === 'association_limit')
    const preview = await post(`/api/leads/${id}/convert/preview/`, body)
    assert.deepEqual(labelLosses(preview.body().not_carried), expected)
    const made = await post(`/api/leads/${id}/convert/`, body)
    made.assertStatus(201)
    assert.deepEqual(labelLosses(made.body().not_carried), expected)
    const [first, second] = made.body().deal_ids
    const labelled = (deal: string) =>
      get(`/api/deals/${deal}/associations/people/?label=signatory`)
    assert.equal((await labelled(first)).body().count, 1)
    assert.equal((await labelled(second)).body().count, 0)
    const people = (await get(`/api/deals/${second}/associations/people/`)).body().results
    assert.containsSubset(people, [{ id: carl }])
    ;(await post(`/api/leads/${id}/unconvert/`)).assertStatus(200)
  })

  test('says before what it would make and whom there is, and writes nothing', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const twin = await makeCustomer(acme, { name: 'Johnson Industries', customer_type: 'business' })
    const id = await makeLead(acme, WHOLE)
    const preview = await post(`/api/leads/${id}/convert/preview/`, { deals: [{ title: 'One' }] })
    preview.assertStatus(200)
    assert.containsSubset(preview.body(), {
      outcome: { customer: 'created', person: 'created' },
      customer: { name: 'Johnson Industries', customer_type: 'business' },
      person: { name: 'Alice Johnson', job_title: 'VP' },
      deals: [{ title: 'One' }],
      found: { customers: [{ id: twin, matched_by: ['name'] }], hidden_count: 0 },
    })
    assert.isUndefined(preview.body().customer.id)
    assert.equal((await get('/api/customers/')).body().count, 1)
    assert.equal((await get('/api/people/')).body().count, 0)
    assert.equal((await get('/api/deals/')).body().count, 0)
    assert.containsSubset((await get(`/api/leads/${id}/`)).body(), {
      is_converted: false,
      version: 1,
    })
    const refused = await post(`/api/leads/${id}/convert/preview/`, { deals: [{}] })
    refused.assertBodyContains({ errors: [{ field: 'deals.0.title' }] })
    const both = await post(`/api/leads/${id}/convert/`, {
      deal: { title: 'x' },
      deals: [{ title: 'y' }],
    })
    both.assertStatus(422)
  })

  test('leaves people alone for those who may not make them, and where they are not wanted', async ({
    client,
    assert,
  }) => {
    const { post } = api(client, acme.owner)
    const clerk = await hireWith(acme, ['leads:read', 'leads:convert', 'customers:create'])
    const id = await makeLead(acme, WHOLE)
    const asked = await api(client, clerk).post(`/api/leads/${id}/convert/`, { person: true })
    asked.assertStatus(403)
    asked.assertBodyContains({ permission: 'people:create' })
    const old = await api(client, clerk).post(`/api/leads/${id}/convert/`)
    old.assertStatus(201)
    assert.equal(old.body().outcome.person_skipped_because, 'permission_denied')

    const single = await post(`/api/leads/${await makeLead(acme)}/convert/`)
    assert.equal(single.body().outcome.person_skipped_because, 'individual')
    const unwanted = await post(`/api/leads/${await makeLead(acme, WHOLE)}/convert/`, {
      person: false,
    })
    assert.isNull(unwanted.body().person_id)
  })

  test('links a person that the caller names, and none that is not there for them', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const foreign = await makePerson(await makeCompany('Globex'))
    const id = await makeLead(acme)
    const refused = await post(`/api/leads/${id}/convert/`, { person_id: foreign })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'person_id', rule: 'exists' }] })
    const person = await makePerson(acme)
    const made = await post(`/api/leads/${id}/convert/`, { person_id: person })
    assert.containsSubset(made.body(), { person_id: person, outcome: { person: 'linked' } })
    const customer = (await get(`/api/customers/${made.body().customer_id}/`)).body()
    assert.equal(customer.person_id, person)
  })

  test('takes back the person and the deals that it made, and what it associated', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const customer = await makeCustomer(acme, { name: 'Johnson', customer_type: 'business' })
    const id = await makeLead(acme, WHOLE)
    const made = (
      await post(`/api/leads/${id}/convert/`, {
        customer_id: customer,
        deals: [{ title: 'One' }, { title: 'Two' }],
      })
    ).body()
    ;(await post(`/api/leads/${id}/unconvert/`)).assertStatus(200)
    for (const path of [
      `people/${made.person_id}`,
      ...made.deal_ids.map((one: string) => `deals/${one}`),
    ]) {
      ;(await get(`/api/${path}/`)).assertStatus(404)
    }
    await post(`/api/people/${made.person_id}/restore/`)
    const { count } = (await get(`/api/customers/${customer}/associations/people/`)).body()
    assert.equal(count, 0)
    assert.isNull((await get(`/api/leads/${id}/`)).body().converted_person_id)
  })

  test('empties a person again whom it filled, and stays where the person changed since', async ({
    client,
    assert,
  }) => {
    const { get, patch, post } = api(client, acme.owner)
    const person = await makePerson(acme, { name: 'Ada' })
    const id = await makeLead(acme, WHOLE)
    await post(`/api/leads/${id}/convert/`, { person_id: person })
    ;(await post(`/api/leads/${id}/unconvert/`)).assertStatus(200)
    assert.containsSubset((await get(`/api/people/${person}/`)).body(), {
      job_title: null,
      email: null,
      phones: [],
      primary_customer_id: null,
    })
    await post(`/api/leads/${id}/convert/`, { person_id: person })
    await patch(`/api/people/${person}/`, { notes: 'Hello' })
    const refused = await post(`/api/leads/${id}/unconvert/`)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'conversion_in_use', changed: 'person' })
  })
})
