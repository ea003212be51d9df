import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { definePlugin } from '#core/plugins/api'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { deleteEmployee, makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { type Company, type Member, hire, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

/** Keeps customers in Rome from every user who is not the owner. */
const wall = definePlugin({
  id: 'wall',
  version: '1.0.0',
  scopes: {
    customers: (_bind, { caller }) =>
      caller.role === 'owner' ? null : `r.city IS DISTINCT FROM 'Rome'`,
  },
})

interface Event {
  readonly id: string
  readonly action: string
  readonly record: { readonly id: string }
  readonly actor: { readonly id: string } | null
}

test.group('Sales | own work', (group) => {
  bring(group, [wall])
  let acme: Company
  let seller: Member
  let own: string

  group.each.setup(async () => {
    acme = await makeCompany()
    seller = await hire(acme, { roles: ['sales'] })
    own = await makeEmployee(acme, { userId: seller.userId })
  })

  test('the dashboard counts what is theirs, and the manager’s what is anyone’s', async ({
    client,
    assert,
  }) => {
    const manager = await hire(acme, { roles: ['manager'] })
    for (const assignee of [own, null]) {
      await makeCustomer(acme, { assigned_to_id: assignee })
      await makeLead(acme, { assigned_to_id: assignee })
      await makeDeal(acme, { value: '100', assigned_to_id: assignee })
    }
    await api(client, seller).post('/api/deals/', { title: 'Made', value: '50' })

    const [mine, all] = await Promise.all([
      api(client, seller).get('/api/analytics/dashboard/'),
      api(client, manager).get('/api/analytics/dashboard/'),
    ])
    mine.assertStatus(200)
    assert.containsSubset(mine.body(), {
      customers: { total: 1 },
      leads: { total: 1 },
      deals: { total: 2, active: 2 },
      revenue: { pipeline_value: '150.00' },
    })
    assert.containsSubset(all.body(), {
      customers: { total: 2 },
      leads: { total: 2 },
      deals: { total: 3 },
      revenue: { pipeline_value: '250.00' },
    })
  })

  test('no report tells more than is theirs: {$self}')
    .with(['sales_funnel', 'revenue_by_period', 'forecast', 'employee_performance'])
    .run(async ({ client, assert }, report) => {
      const other = await makeEmployee(acme, { firstName: 'Oda', lastName: 'Other' })
      const path = `/api/analytics/${report}/`
      const before = await api(client, seller).get(path)
      before.assertStatus(200)
      const deal = await makeDeal(acme, {
        value: '70',
        assigned_to_id: other,
        expected_close_date: new Date().toISOString().slice(0, 10),
      })
      await makeLead(acme, { assigned_to_id: other })
      if (report === 'revenue_by_period') {
        ;(await api(client, acme.owner).post(`/api/deals/${deal}/win/`)).assertStatus(200)
      }
      const after = await api(client, seller).get(path)
      assert.deepEqual(after.body(), before.body())
      assert.notInclude(after.text(), 'Oda Other')
      const ofOwner = await api(client, acme.owner).get(path)
      assert.notDeepEqual(ofOwner.body(), before.body())
    })

  test('an export has what is theirs, whatever its filters: {$self}')
    .with(['customers', 'leads', 'deals'])
    .run(async ({ client, assert }, resource) => {
      const make = { customers: makeCustomer, leads: makeLead, deals: makeDeal }[resource]
      const name = resource === 'deals' ? 'title' : 'name'
      const mine = await make?.(acme, { [name]: 'Mine', assigned_to_id: own })
      await make?.(acme, { [name]: 'Another’s' })

      for (const path of ['export/', 'export_csv/', `export/?${name}[contains]=e`]) {
        const file = await api(client, seller).get(`/api/${resource}/${path}`)
        file.assertStatus(200)
        const rows = parse<Record<string, string>>(file.text(), { columns: true })
        assert.deepEqual(
          rows.map((row) => row.id),
          [mine]
        )
      }
      const list = await api(client, seller).get(`/api/${resource}/`)
      list.assertBodyContains({ count: 2 })
      const whole = await api(client, acme.owner).get(`/api/${resource}/export/`)
      assert.lengthOf(parse(whole.text(), { columns: true }), 2)
    })

  test('the history of a record is told to those whose it is', async ({ client, assert }) => {
    const { get } = api(client, seller)
    const ofOwner = api(client, acme.owner)
    const [mine, theirs] = [
      await makeCustomer(acme, { assigned_to_id: own }),
      await makeCustomer(acme),
    ]
    for (const id of [mine, theirs]) await ofOwner.patch(`/api/customers/${id}/`, { city: 'Bonn' })
    await api(client, seller).patch(`/api/customers/${theirs}/`, { city: 'Kiel' })

    const history = async (id: string) => {
      const response = await get(`/api/audit-logs/?resource=customers&record_id=${id}`)
      response.assertStatus(200)
      const { count, results }: { count: number; results: Event[] } = response.body()
      assert.equal(count, results.length)
      return results
    }
    const told = await history(mine)
    assert.deepEqual(
      told.map(({ action }) => action),
      ['customers:update', 'customers:assign', 'customers:create']
    )
    assert.equal(told[0]?.actor?.id, acme.owner.userId)
    for (const { id } of told) (await get(`/api/audit-logs/${id}/`)).assertStatus(200)

    /* Of another’s, what they did themselves. */
    const others = await history(theirs)
    assert.deepEqual(
      others.map(({ action, actor }) => [action, actor?.id]),
      [['customers:update', seller.userId]]
    )
    const all = await ofOwner.get(`/api/audit-logs/?record_id=${theirs}`)
    const foreign: Event[] = all
      .body()
      .results.filter(({ actor }: Event) => actor?.id !== seller.userId)
    assert.lengthOf(foreign, 2)
    for (const { id } of foreign) (await get(`/api/audit-logs/${id}/`)).assertStatus(404)

    /* Without the record, what they did. */
    const rest = await get('/api/audit-logs/?page_size=100')
    for (const { actor } of rest.body().results) assert.equal(actor?.id, seller.userId)
    ;(await get('/api/audit-logs/export/')).assertStatus(403)
  })

  test('a record that was theirs tells its history no more', async ({ client }) => {
    const customer = await makeCustomer(acme, { assigned_to_id: own })
    const path = `/api/audit-logs/?resource=customers&record_id=${customer}`
    const count = async (expected: number) =>
      (await api(client, seller).get(path)).assertBodyContains({ count: expected })
    await count(2)
    await api(client, acme.owner).patch(`/api/customers/${customer}/`, { assigned_to_id: null })
    await count(0)
    await api(client, acme.owner).patch(`/api/customers/${customer}/`, { assigned_to_id: own })
    await count(4)
    await deleteEmployee(acme, own)
    await count(0)
  })

  test('nor does one that the member may not read, or that a plugin keeps from them', async ({
    client,
  }) => {
    const blind = await hireWith(acme, ['audit-logs:read/own', 'deals:read'])
    const blindEmployee = await makeEmployee(acme, { userId: blind.userId })
    const customer = await makeCustomer(acme, { assigned_to_id: blindEmployee, city: 'Rome' })
    const deal = await makeDeal(acme, { assigned_to_id: blindEmployee })
    const history = async (by: Member, resource: string, id: string, count: number) => {
      const path = `/api/audit-logs/?resource=${resource}&record_id=${id}`
      ;(await api(client, by).get(path)).assertBodyContains({ count })
    }
    await history(blind, 'customers', customer, 0)
    await history(blind, 'deals', deal, 2)
    await history(blind, 'deals', customer, 0)

    const walled = await makeCustomer(acme, { assigned_to_id: own, city: 'Rome' })
    await history(seller, 'customers', walled, 2)
    await turnOn(acme, 'wall')
    await history(seller, 'customers', walled, 0)
  })
})
