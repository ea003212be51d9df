import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { makeVendor } from '#tests/support/vendors'

test.group('Relations', (group) => {
  let acme: Company
  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('a filter and an order by a former name still work, and are answered as deprecated', async ({
    client,
    assert,
  }) => {
    const owner = api(client, acme.owner)
    const employee = await makeEmployee(acme)
    const id = await makeCustomer(acme, { assigned_to_id: employee })
    await makeCustomer(acme)
    for (const [query, isDeprecated] of [
      [`assigned_to=${employee}`, true],
      ['assigned_to[is_null]=false', true],
      [`assigned_to_id=${employee}`, false],
      [`assigned_to_id[in]=${employee}&assigned_to_id[in]=${id}`, false],
    ] as const) {
      const response = await owner.get(`/api/customers/?${query}`)
      assert.deepEqual(
        response.body().results.map((customer: { id: string }) => customer.id),
        [id],
        query
      )
      assert.equal(response.header('deprecation'), isDeprecated ? '@1795910400' : undefined)
    }
    const stages = await owner.get('/api/pipeline-stages/?ordering=pipeline,order')
    stages.assertStatus(200)
    assert.equal(stages.header('deprecation'), '@1795910400')
  })

  test('a reference to what is deleted is empty in what is shown, in its id and in filters alike', async ({
    client,
    assert,
  }) => {
    const owner = api(client, acme.owner)
    const customer = await makeCustomer(acme)
    const deal = await makeDeal(acme, { customer_id: customer })
    const refused = await owner.delete(`/api/customers/${customer}/`)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'in_use', counts: { deals: 1 } })
    assert.equal((await owner.get(`/api/customers/${customer}/`)).status(), 200)

    const forced = await owner.delete(`/api/customers/${customer}/?force=true`)
    forced.assertStatus(204)
    const shown = await owner.get(`/api/deals/${deal}/`)
    shown.assertBodyContains({ customer: null, customer_id: null })
    for (const [query, count] of [
      ['customer_id[is_null]=true', 1],
      ['customer[is_null]=true', 1],
      ['customer_id[is_null]=false', 0],
      [`customer_id=${customer}`, 0],
      [`customer_id[in]=${customer}`, 0],
    ] as const) {
      const list = await owner.get(`/api/deals/?${query}`)
      assert.equal(list.body().count, count, query)
    }
    await owner.post(`/api/customers/${customer}/restore/`)
    const again = await owner.get(`/api/deals/?customer_id=${customer}`)
    assert.equal(again.body().count, 1)
  })

  test('deleting many says of each what hangs on it, and forces them all when told to', async ({
    client,
    assert,
  }) => {
    const owner = api(client, acme.owner)
    const employee = await makeEmployee(acme)
    const free = await makeEmployee(acme)
    await makeLead(acme, { assigned_to_id: employee })
    const body = { ids: [employee, free] }
    const some = await owner.post('/api/employees/bulk_delete/', body)
    assert.deepEqual(
      some.body().results.map(({ status }: { status: number }) => status),
      [409, 204]
    )
    assert.equal(some.body().results[0].error.code, 'in_use')
    const all = await owner.post('/api/employees/bulk_delete/', { ids: [employee], force: true })
    assert.equal(all.body().count, 1)
  })

  test('what the caller may not read stands in the way uncounted', async ({ client, assert }) => {
    const member = await hireWith(acme, ['customers:read', 'customers:delete'])
    const customer = await makeCustomer(acme)
    await makeDeal(acme, { customer_id: customer })
    const refused = await api(client, member).delete(`/api/customers/${customer}/`)
    refused.assertStatus(409)
    assert.deepEqual(refused.body().counts, {})
  })

  test('several deals may come from one lead, and say so by lead_id', async ({
    client,
    assert,
  }) => {
    const owner = api(client, acme.owner)
    const lead = await makeLead(acme)
    const [first, second] = [await makeDeal(acme, { lead_id: lead }), await makeDeal(acme)]
    const changed = await owner.patch(`/api/deals/${second}/`, { lead_id: lead })
    changed.assertBodyContains({ lead_id: lead, lead: { id: lead } })
    const list = await owner.get(`/api/deals/?lead_id=${lead}&ordering=lead_id,id`)
    assert.deepEqual(
      list.body().results.map(({ id }: { id: string }) => id),
      [first, second]
    )
    const refused = await owner.delete(`/api/leads/${lead}/`)
    refused.assertBodyContains({ code: 'in_use', counts: { deals: 2 } })
    await owner.delete(`/api/leads/${lead}/?force=true`)
    const gone = await owner.patch(`/api/deals/${first}/`, { title: 'Other', lead_id: null })
    gone.assertStatus(200)
    const absent = await owner.patch(`/api/deals/${first}/`, { lead_id: lead })
    absent.assertStatus(422)
    assert.equal(absent.body().errors[0].field, 'lead_id')
  })

  test('is_active says what the status says, and filters by it', async ({ client, assert }) => {
    const owner = api(client, acme.owner)
    await makeCustomer(acme, { status: 'vip' })
    await makeCustomer(acme, { status: 'inactive' })
    await makeCustomer(acme, { status: 'prospect' })
    const active = await owner.get('/api/customers/?is_active=true&fields=status,is_active')
    assert.deepEqual(active.body().results, [{ status: 'vip', is_active: true }])
    const [deal, other] = [await makeDeal(acme), await makeDeal(acme)]
    for (const [name, here, away, status] of [
      ['leads', await makeLead(acme), await makeLead(acme), 'inactive'],
      ['deals', deal, other, null],
      ['employees', await makeEmployee(acme), await makeEmployee(acme), 'on_leave'],
      ['vendors', await makeVendor(acme), await makeVendor(acme, 'Ink Ltd'), 'inactive'],
    ] as const) {
      const ended = status
        ? await owner.patch(`/api/${name}/${away}/`, { status })
        : await owner.post(`/api/${name}/${away}/lose/`, { lost_reason: 'Price' })
      ended.assertStatus(200)
      for (const [isActive, id] of [
        [true, here],
        [false, away],
      ] as const) {
        const list = await owner.get(
          `/api/${name}/?is_active=${isActive}&fields=id,is_active&ordering=-is_active`
        )
        assert.deepEqual(list.body().results, [{ id, is_active: isActive }], name)
      }
    }
  })

  test('a list says which page size it used', async ({ client }) => {
    const list = await api(client, acme.owner).get('/api/customers/?page_size=1000')
    list.assertBodyContains({ page_size: 100 })
  })

  test('lists without an index of their own are searched through what their pages search', async ({
    client,
    assert,
  }) => {
    const owner = api(client, acme.owner)
    const member = await hire(acme)
    for (const [path, count] of [
      ['user-organizations/?search=OLIVIA', 1],
      [`user-organizations/?search=${member.email}`, 1],
      ['roles/?search=sales&ordering=-user_count', 1],
      ['pipelines/?search=pipe001', 1],
      ['pipeline-stages/?search=proposal&ordering=pipeline_name', 1],
    ] as const) {
      const list = await owner.get(`/api/${path}`)
      list.assertStatus(200)
      assert.equal(list.body().count, count, path)
    }
  })

  test('the values of fields are listed, of what the caller may read', async ({
    client,
    assert,
  }) => {
    const all = await api(client, acme.owner).get('/api/choices/')
    all.assertStatus(200)
    assert.deepEqual(all.body().customers.customer_type, [
      { value: 'individual', label: 'Individual' },
      { value: 'business', label: 'Business' },
    ])
    assert.containsSubset(all.body().deals.status, [{ value: 'won' }])
    const member = await hireWith(acme, ['leads:read'])
    const some = await api(client, member).get('/api/choices/')
    assert.include(Object.keys(some.body()), 'leads')
    assert.notInclude(Object.keys(some.body()), 'customers')
  })

  test('an unknown parameter is refused with those that the path does take', async ({
    client,
    assert,
  }) => {
    const owner = api(client, acme.owner)
    for (const [path, taken, not] of [
      ['deals/stats/', ['status', 'search'], ['page', 'ordering', 'fields']],
      ['deals/forecast/', ['months', 'quarters', 'status'], ['page']],
      ['deals/kanban/', ['pipeline', 'closed', 'page_size', 'ordering'], ['page', 'cursor']],
      ['deals/export/', ['fields', 'ordering', 'deleted'], ['page', 'page_size', 'cursor']],
      ['deals/', ['page', 'cursor', 'stage_id'], ['months']],
    ] as const) {
      const refused = await owner.get(`/api/${path}?no_such_thing=1`)
      refused.assertStatus(400)
      const { accepted } = refused.body()
      assert.includeMembers(accepted, [...taken], path)
      assert.notIncludeMembers(accepted, [...not], path)
    }
  })
})
