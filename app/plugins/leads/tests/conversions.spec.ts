import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeEmployee } from '#tests/support/employees'
import { WHOLE, makeLead } from '#tests/support/leads'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('Leads | convert', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('makes a customer of all that the lead has, and lists what had no place', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const employee = await makeEmployee(acme)
    const id = await makeLead(acme, { ...WHOLE, assigned_to_id: employee })
    const response = await post(`/api/leads/${id}/convert/`, { customer_type: 'business' })

    response.assertStatus(201)
    const { customer_id: customerId, person_id: personId, lead, ...rest } = response.body()
    assert.deepEqual(rest, {
      message: 'Lead converted successfully.',
      deal_id: null,
      deal_ids: [],
      outcome: {
        customer: 'created',
        person: 'created',
        person_matched_by: null,
        person_skipped_because: null,
      },
      not_carried: ['campaign', 'estimated_value'].map((field) => ({
        field,
        reason: 'no_such_field',
      })),
    })
    assert.equal(lead.converted_person_id, personId)
    assert.containsSubset(lead, {
      is_converted: true,
      qualification_status: 'converted',
      converted_by: acme.owner.userId,
      converted_by_name: 'Olivia Test',
      converted_customer_id: customerId,
    })
    assert.isString(lead.converted_at)

    const customer = (await get(`/api/customers/${customerId}/`)).body()
    assert.containsSubset(customer, {
      name: 'Johnson Industries',
      company_name: 'Johnson Industries',
      contact_person: 'Alice Johnson',
      customer_type: 'business',
      status: 'active',
      email: 'alice@example.com',
      phone: '+1 201 555 0123',
      mobile: '+1 201 555 0199',
      source: 'partner',
      tags: ['early'],
      notes: 'Likes tea',
      city: 'Springfield',
      postal_code: '62701',
      assigned_to: { id: employee },
      converted_from_lead: { id, code: 'LEAD001', name: 'Alice Johnson' },
    })
    assert.isString(customer.converted_at)
  })

  test('opens a deal when asked to, in the customer’s name', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const id = await makeLead(acme, WHOLE)
    const response = await post(`/api/leads/${id}/convert/`, { deal: { title: 'Licences' } })
    response.assertStatus(201)
    const deal = (await get(`/api/deals/${response.body().deal_id}/`)).body()
    assert.containsSubset(deal, {
      title: 'Licences',
      value: '50000.00',
      source: 'partner',
      status: 'open',
      customer: { id: response.body().customer_id },
    })
    assert.equal(response.body().lead.converted_deal_id, deal.id)
    assert.equal(deal.converted_from_lead.id, response.body().lead.id)
    const { results } = (await get(`/api/deals/${deal.id}/history/`)).body()
    assert.lengthOf(results, 1)
    assert.containsSubset(results[0], { left_at: null, entered_by: { id: acme.owner.userId } })
  })

  test('writes nothing at all when the deal cannot be', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const id = await makeLead(acme)
    for (const [field, deal] of [
      ['deal.title', {}],
      ['deal.value', { title: 'x', value: '-1' }],
      ['deal.moon', { title: 'x', moon: 1 }],
      ['deal.stage_id', { title: 'x', stage_id: '00000000-0000-7000-8000-000000000000' }],
    ] as const) {
      const refused = await post(`/api/leads/${id}/convert/`, { deal })
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].field, field)
    }
    assert.equal((await get('/api/customers/')).body().count, 0)
    assert.equal((await get('/api/deals/')).body().count, 0)
    assert.containsSubset((await get(`/api/leads/${id}/`)).body(), {
      is_converted: false,
      version: 1,
    })
  })

  test('fills only what is empty in a customer that there is', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const customerId = await makeCustomer(acme, {
      name: 'Alice J.',
      email: 'other@example.com',
      tags: ['gold'],
    })
    const id = await makeLead(acme, WHOLE)
    const response = await post(`/api/leads/${id}/convert/`, {
      customer_type: 'individual',
      customer_id: customerId,
    })
    response.assertStatus(201)
    assert.equal(response.body().customer_id, customerId)
    assert.containsSubset((await get(`/api/customers/${customerId}/`)).body(), {
      name: 'Alice J.',
      email: 'other@example.com',
      tags: ['gold'],
      phone: '+1 201 555 0123',
      notes: 'Likes tea',
      converted_from_lead: { id },
    })
    assert.includeDeepMembers(
      response.body().not_carried,
      ['name', 'email', 'tags'].map((field) => ({ field, reason: 'already_set' }))
    )
    assert.equal((await get('/api/customers/')).body().count, 1)
  })

  test('finds no customer that is absent, foreign or deleted', async ({ client, assert }) => {
    const { delete: remove, get, post } = api(client, acme.owner)
    const foreign = await makeCustomer(await makeCompany('Globex'))
    const deleted = await makeCustomer(acme)
    await remove(`/api/customers/${deleted}/`)
    const id = await makeLead(acme)
    for (const customer of [foreign, deleted, '00000000-0000-7000-8000-000000000000']) {
      const refused = await post(`/api/leads/${id}/convert/`, { customer_id: customer })
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ field: 'customer_id', rule: 'exists' }] })
    }
    assert.isFalse((await get(`/api/leads/${id}/`)).body().is_converted)
  })

  test('adds to a customer only for those who see it and may change it', async ({
    client,
    assert,
  }) => {
    const { get } = api(client, acme.owner)
    const customer = await makeCustomer(acme)
    const id = await makeLead(acme, WHOLE)
    const base = ['leads:read', 'leads:convert']
    const blind = await hireWith(acme, [...base, 'customers:read/own', 'customers:update'])
    const unseen = await api(client, blind).post(`/api/leads/${id}/convert/`, {
      customer_id: customer,
    })
    unseen.assertStatus(422)
    unseen.assertBodyContains({ errors: [{ field: 'customer_id', rule: 'exists' }] })
    const reader = await hireWith(acme, [...base, 'customers:read', 'customers:update/own'])
    const fixed = await api(client, reader).post(`/api/leads/${id}/convert/`, {
      customer_id: customer,
    })
    fixed.assertStatus(403)
    assert.isFalse((await get(`/api/leads/${id}/`)).body().is_converted)
    assert.equal((await get(`/api/customers/${customer}/`)).body().version, 1)
  })

  test('asks for what it does besides', async ({ client }) => {
    const id = await makeLead(acme)
    const base = ['leads:read', 'leads:convert']
    const customer = await makeCustomer(acme)
    for (const [grants, body, permission] of [
      [base, {}, 'customers:create'],
      [base, { customer_id: customer }, 'customers:update'],
      [[...base, 'customers:create'], { deal: { title: 'x' } }, 'deals:create'],
    ] as const) {
      const clerk = await hireWith(acme, grants)
      const refused = await api(client, clerk).post(`/api/leads/${id}/convert/`, body)
      refused.assertStatus(403)
      refused.assertBodyContains({ permission })
    }
  })

  test('happens once; afterwards there are only notes to write', async ({ client, assert }) => {
    const { get, patch, post, put } = api(client, acme.owner)
    const employee = await makeEmployee(acme)
    const id = await makeLead(acme)
    const first = (await post(`/api/leads/${id}/convert/`)).body()
    const before = (await get(`/api/leads/${id}/`)).body()
    for (const refused of [
      await post(`/api/leads/${id}/convert/`),
      await post(`/api/leads/${id}/qualify/`),
      await post(`/api/leads/${id}/disqualify/`),
      await post(`/api/leads/${id}/assign/`, { assigned_to_id: employee }),
      await put(`/api/leads/${id}/score/`, { score: 1 }),
      await patch(`/api/leads/${id}/`, { name: 'Other' }),
    ]) {
      refused.assertStatus(409)
      refused.assertBodyContains({
        code: 'lead_already_converted',
        customer_id: first.customer_id,
        deal_id: null,
      })
    }
    assert.deepEqual((await get(`/api/leads/${id}/`)).body(), before)
    ;(await patch(`/api/leads/${id}/`, { notes: 'Nice' })).assertStatus(200)
    assert.equal((await get('/api/customers/')).body().count, 1)
  })

  test('is the only way to that status', async ({ client, assert }) => {
    const { get, patch, post } = api(client, acme.owner)
    const id = await makeLead(acme)
    const refused = await patch(`/api/leads/${id}/`, { qualification_status: 'converted' })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'qualification_status', rule: 'use_convert' }] })
    const made = await post('/api/leads/', { name: 'A', qualification_status: 'converted' })
    made.assertStatus(422)
    assert.isFalse((await get(`/api/leads/${id}/`)).body().is_converted)
  })

  test('leaves an assignee behind who does not work here any more', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const employee = await makeEmployee(acme)
    const id = await makeLead(acme, { assigned_to_id: employee })
    await post(`/api/employees/${employee}/terminate/`)
    const response = await post(`/api/leads/${id}/convert/`)
    response.assertStatus(201)
    assert.deepInclude(response.body().not_carried, { field: 'assigned_to', reason: 'not_at_work' })
    const customer = await get(`/api/customers/${response.body().customer_id}/`)
    assert.isNull(customer.body().assigned_to)
  })
})
