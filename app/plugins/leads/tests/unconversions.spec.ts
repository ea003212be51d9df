import { test } from '@japa/runner'
import { leads } from '#config/leads'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { WHOLE, makeLead } from '#tests/support/leads'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('Leads | unconvert', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('takes back what a conversion made, and the lead is what it was', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const id = await makeLead(acme, { ...WHOLE, qualification_status: 'qualified' })
    const { customer_id: customer, deal_id: deal } = (
      await post(`/api/leads/${id}/convert/`, { deal: { title: 'Licences' } })
    ).body()
    const response = await post(`/api/leads/${id}/unconvert/`)
    response.assertStatus(200)
    assert.containsSubset(response.body().lead, {
      qualification_status: 'qualified',
      is_converted: false,
      converted_at: null,
      converted_customer_id: null,
      converted_deal_id: null,
    })
    ;(await get(`/api/customers/${customer}/`)).assertStatus(404)
    ;(await get(`/api/deals/${deal}/`)).assertStatus(404)
    ;(await post(`/api/leads/${id}/convert/`)).assertStatus(201)
  })

  test('empties again what it filled in a customer that there was', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const customer = await makeCustomer(acme, { name: 'Alice J.', email: 'other@example.com' })
    const id = await makeLead(acme, WHOLE)
    await post(`/api/leads/${id}/convert/`, { customer_id: customer })
    ;(await post(`/api/leads/${id}/unconvert/`)).assertStatus(200)
    assert.containsSubset((await get(`/api/customers/${customer}/`)).body(), {
      name: 'Alice J.',
      email: 'other@example.com',
      phone: null,
      notes: null,
      tags: [],
      converted_from_lead: null,
      converted_at: null,
    })
  })

  test('is refused once something came of it, and leaves all as it is', async ({
    client,
    assert,
  }) => {
    const { get, patch, post } = api(client, acme.owner)
    const id = await makeLead(acme)
    ;(await post(`/api/leads/${id}/unconvert/`)).assertBodyContains({ code: 'lead_not_converted' })
    const { customer_id: customer } = (await post(`/api/leads/${id}/convert/`)).body()
    await post('/api/deals/', { title: 'Another', customer_id: customer })
    const busy = await post(`/api/leads/${id}/unconvert/`)
    busy.assertStatus(409)
    busy.assertBodyContains({ code: 'conversion_in_use', changed: 'customer' })

    const other = await makeLead(acme)
    const made = (await post(`/api/leads/${other}/convert/`)).body()
    await patch(`/api/customers/${made.customer_id}/`, { city: 'Rome' })
    const changed = await post(`/api/leads/${other}/unconvert/`)
    changed.assertStatus(409)
    assert.isTrue((await get(`/api/leads/${other}/`)).body().is_converted)
  })

  test('is refused for its deal once that has changed, moved or gone', async ({
    client,
    assert,
  }) => {
    const { delete: remove, get, patch, post } = api(client, acme.owner)
    for (const change of [
      (deal: string) => patch(`/api/deals/${deal}/`, { value: '7' }),
      (deal: string) => post(`/api/deals/${deal}/move_stage/`),
      (deal: string) => post(`/api/deals/${deal}/win/`),
      (deal: string) => remove(`/api/deals/${deal}/`),
    ]) {
      const id = await makeLead(acme)
      const made = await post(`/api/leads/${id}/convert/`, { deal: { title: 'Licences' } })
      await change(made.body().deal_id)
      const refused = await post(`/api/leads/${id}/unconvert/`)
      refused.assertStatus(409)
      refused.assertBodyContains({ code: 'conversion_in_use', changed: 'deal' })
      assert.isTrue((await get(`/api/leads/${id}/`)).body().is_converted)
      const customer = await get(`/api/customers/${made.body().customer_id}/`)
      customer.assertStatus(200)
    }
  })

  test('is refused while another lead has become the same customer', async ({ client }) => {
    const { get, post } = api(client, acme.owner)
    const [first, second] = [await makeLead(acme), await makeLead(acme)]
    const { customer_id: customer } = (await post(`/api/leads/${first}/convert/`)).body()
    await post(`/api/leads/${second}/convert/`, { customer_id: customer })
    const refused = await post(`/api/leads/${first}/unconvert/`)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'conversion_in_use', changed: 'customer' })
    ;(await post(`/api/leads/${second}/unconvert/`)).assertStatus(200)
    ;(await get(`/api/customers/${customer}/`)).assertStatus(200)
    ;(await post(`/api/leads/${first}/unconvert/`)).assertStatus(200)
    ;(await get(`/api/customers/${customer}/`)).assertStatus(404)
  })

  test('is refused after the days that there are for it, and not before', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const id = await makeLead(acme)
    const { customer_id: customer } = (await post(`/api/leads/${id}/convert/`)).body()
    const age = (days: number) =>
      inDatabase(
        acme,
        `UPDATE lead_conversions SET created_at = now() - make_interval(days => $2, mins => 1)
         WHERE lead_id = $1`,
        [id, days]
      )
    await age(leads.unconvertDays)
    const refused = await post(`/api/leads/${id}/unconvert/`)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'conversion_too_old' })
    assert.isTrue((await get(`/api/leads/${id}/`)).body().is_converted)
    ;(await get(`/api/customers/${customer}/`)).assertStatus(200)
    await age(leads.unconvertDays - 1)
    ;(await post(`/api/leads/${id}/unconvert/`)).assertStatus(200)
  })

  test('is for those who may convert', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const id = await makeLead(acme)
    await post(`/api/leads/${id}/convert/`)
    const clerk = await hireWith(acme, ['leads:read', 'leads:update'])
    const refused = await api(client, clerk).post(`/api/leads/${id}/unconvert/`)
    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'leads:convert' })
    assert.isTrue((await get(`/api/leads/${id}/`)).body().is_converted)
  })
})
