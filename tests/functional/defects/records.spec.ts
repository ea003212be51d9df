import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'
import { makeVendor } from '#tests/support/vendors'

const NOUNS = ['customers', 'leads', 'deals', 'employees', 'vendors'] as const

/* What systems of this kind often get wrong. */
test.group('Common defects | records', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const make = {
    customers: () => makeCustomer(acme),
    leads: () => makeLead(acme),
    deals: () => makeDeal(acme),
    employees: () => makeEmployee(acme),
    vendors: () => makeVendor(acme),
  }

  test('{$self} come newest first when nobody says how')
    .with([...NOUNS])
    .run(async ({ client, assert }, noun) => {
      const ids = [await make[noun](), await make[noun](), await make[noun]()]
      const { results } = (await api(client, acme.owner).get(`/api/${noun}/`)).body()
      assert.deepEqual(
        results.map(({ id }: { id: string }) => id),
        ids.toReversed()
      )
    })

  test('statistics obey the filters of the list', async ({ client, assert }) => {
    const { get } = api(client, acme.owner)
    await makeLead(acme, { source: 'event' })
    await makeLead(acme)
    assert.equal((await get('/api/leads/stats/?source=event')).body().total, 1)
    await makeCustomer(acme, { status: 'vip' })
    await makeCustomer(acme)
    assert.equal((await get('/api/customers/stats/?status=vip')).body().total, 1)
  })

  test('whoever has not seen the newest of {$self} changes nothing')
    .with([...NOUNS])
    .run(async ({ client, assert }, noun) => {
      const { get, patch } = api(client, acme.owner)
      const path = `/api/${noun}/${await make[noun]()}/`
      const seen = (await get(path)).header('etag')
      const field = noun === 'employees' ? 'job_title' : 'notes'
      ;(await patch(path, { [field]: 'first' })).assertStatus(200)
      for (const change of [
        patch(path, { [field]: 'second' }),
        api(client, acme.owner).delete(path),
      ]) {
        ;(await change.header('If-Match', String(seen))).assertStatus(412)
      }
      assert.containsSubset((await get(path)).body(), { [field]: 'first', version: 2 })
    })

  test('deleting takes nothing else along, is written down, and can be undone', async ({
    client,
    assert,
  }) => {
    const { delete: remove, get, post } = api(client, acme.owner)
    const customer = await makeCustomer(acme)
    const deal = await makeDeal(acme, { customer_id: customer })
    ;(await remove(`/api/customers/${customer}/`)).assertStatus(409)
    ;(await remove(`/api/customers/${customer}/?force=true`)).assertStatus(204)
    ;(await get(`/api/deals/${deal}/`)).assertStatus(200)
    const log = await get(`/api/audit-logs/?record_id=${customer}&action=customers:delete`)
    assert.containsSubset(log.body(), { count: 1, results: [{ actor: { id: acme.owner.userId } }] })
    ;(await post(`/api/customers/${customer}/restore/`)).assertStatus(200)
    assert.equal((await get(`/api/deals/${deal}/`)).body().customer.id, customer)
  })

  test('an export has every row, however many a page has', async ({ client, assert }) => {
    const ids = await makeCustomers(acme, 130)
    const csv = (await api(client, acme.owner).get('/api/customers/export/')).text()
    assert.equal(csv.trim().split('\r\n').length, ids.length + 1)
  })

  test('a name that no field has is refused by that name', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    for (const [noun, known, names] of [
      ['leads', { name: 'A' }, ['organization_id', 'first_name', 'score', 'size', 'priority']],
      ['customers', { name: 'A' }, ['organization_id', 'full_name', 'zip_code']],
      ['deals', { title: 'A' }, ['organization_id', 'name', 'amount']],
    ] as const) {
      const refused = await post(`/api/${noun}/`, {
        ...known,
        ...Object.fromEntries(names.map((name) => [name, 'x'])),
      })
      refused.assertStatus(422)
      assert.deepEqual(
        refused.body().errors.map(({ field, rule }: Record<string, string>) => [field, rule]),
        names.map((name) => [name, 'unknown'])
      )
      assert.equal((await get(`/api/${noun}/`)).body().count, 0)
    }
  })
})
