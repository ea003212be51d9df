import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { type Company, hire, makeCompany, makePersona } from '#tests/support/personas'
import { makeVendor } from '#tests/support/vendors'

const NOUNS = ['customers', 'leads', 'employees', 'vendors'] as const
const NEW: Readonly<Record<string, Record<string, unknown>>> = {
  customers: { name: 'Ann Lee' },
  leads: { name: 'Ann Lee' },
  employees: { full_name: 'Ann Lee' },
  vendors: { name: 'Ann Lee' },
}

/* What systems of this kind often get wrong. */
test.group('Common defects | people', (group) => {
  let acme: Company
  let globex: Company

  group.each.setup(async () => {
    ;[acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
  })

  const make = {
    customers: (company: Company) => makeCustomer(company),
    leads: (company: Company) => makeLead(company),
    employees: (company: Company) => makeEmployee(company),
    vendors: (company: Company) => makeVendor(company),
  }

  test('no one creates {$self} in an organization that is not theirs')
    .with([...NOUNS])
    .run(async ({ client, assert }, noun) => {
      const stranger = await makePersona()
      for (const caller of [stranger, globex.owner]) {
        const response = await api(client, caller).post(`/api/${noun}/`, {
          ...NEW[noun],
          organization: acme.id,
        })
        response.assertStatus(404)
      }
      assert.equal((await api(client, acme.owner).get(`/api/${noun}/`)).body().count, 0)
    })

  test('{$self} cannot be moved to another organization')
    .with([...NOUNS])
    .run(async ({ client, assert }, noun) => {
      const { get, patch } = api(client, acme.owner)
      const id = await make[noun](acme)
      for (const key of ['organization', 'organization_id']) {
        const response = await patch(`/api/${noun}/${id}/`, { [key]: globex.id })
        response.assertStatus(422)
        response.assertBodyContains({ errors: [{ field: key, rule: 'unknown' }] })
      }
      assert.equal((await get(`/api/${noun}/${id}/`)).body().organization, acme.id)
    })

  test('{0}.{1} of another organization, or of nobody, is 422 and tells nothing')
    .with([
      ['customers', 'assigned_to_id'],
      ['customers', 'user_id'],
      ['leads', 'assigned_to_id'],
      ['employees', 'manager_id'],
      ['employees', 'role_id'],
      ['employees', 'user_id'],
      ['vendors', 'assigned_employee_id'],
      ['vendors', 'user_id'],
    ] as const)
    .run(async ({ client, assert }, [noun, field]) => {
      const { get, post } = api(client, acme.owner)
      const roles = await api(client, globex.owner).get('/api/roles/')
      const foreign =
        field === 'user_id'
          ? globex.owner.userId
          : field === 'role_id'
            ? roles.body().results[0].id
            : await makeEmployee(globex)
      const answer = async (id: string) => {
        const response = await post(`/api/${noun}/`, { ...NEW[noun], [field]: id })
        response.assertStatus(422)
        return response.body().errors
      }
      assert.deepEqual(await answer(foreign), await answer('00000000-0000-7000-8000-000000000000'))
      assert.equal((await get(`/api/${noun}/`)).body().count, 0)
    })

  test('a converted customer can be read, with the lead', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const id = await makeLead(acme, { postal_code: '62701' })
    const { customer_id: customer } = (await post(`/api/leads/${id}/convert/`)).body()
    const shown = await get(`/api/customers/${customer}/`)
    shown.assertStatus(200)
    assert.containsSubset(shown.body(), { postal_code: '62701', converted_from_lead: { id } })
    assert.notProperty(shown.body(), 'zip_code')
  })

  test('a second employee of one user, and a filter that is no id, are refusals').run(
    async ({ client }) => {
      const { get, post } = api(client, acme.owner)
      const member = await hire(acme)
      const body = { full_name: 'Ann Lee', user_id: member.userId }
      await post('/api/employees/', body)
      ;(await post('/api/employees/', body)).assertStatus(409)
      ;(await get('/api/leads/?assigned_to=abc')).assertStatus(400)
    }
  )

  test('making {$self} answers its id, and lists have every key')
    .with([...NOUNS])
    .run(async ({ client, assert }, noun) => {
      const { get, post } = api(client, acme.owner)
      const made = await post(`/api/${noun}/`, NEW[noun])
      assert.isString(made.body().id)
      assert.isString(made.body().code)
      const list = await get(`/api/${noun}/`)
      const names = Object.keys(list.body().results[0]).filter((name) => name.endsWith('_name'))
      assert.isNotEmpty(names)
    })

  test('scores and money out of range are refused', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    for (const [noun, wrong] of [
      ['leads', { lead_score: 250 }],
      ['leads', { lead_score: -7 }],
      ['leads', { estimated_value: -5 }],
      ['customers', { credit_limit: -1 }],
      ['vendors', { rating: 6 }],
      ['employees', { salary: -1 }],
    ] as const) {
      ;(await post(`/api/${noun}/`, { ...NEW[noun], ...wrong })).assertStatus(422)
      assert.equal((await get(`/api/${noun}/`)).body().count, 0)
    }
  })

  test('filters of lists mean nothing to details, and are not ignored either').run(
    async ({ client }) => {
      const id = await makeLead(acme)
      const shown = await api(client, acme.owner).get(`/api/leads/${id}/?status=inactive`)
      shown.assertStatus(400)
    }
  )

  test('many at once are checked as one is', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const [open, converted] = [await makeLead(acme), await makeLead(acme)]
    await post(`/api/leads/${converted}/convert/`)
    const foreign = await makeLead(globex)
    const response = await post('/api/leads/bulk_update/', {
      ids: [open, converted, foreign],
      data: { company: 'X' },
    })
    assert.deepEqual(
      response.body().results.map(({ status }: { status: number }) => status),
      [200, 409, 404]
    )
    assert.equal((await get(`/api/leads/${open}/`)).body().score_automatic, 30)
    const refused = await post('/api/leads/bulk_update/', {
      ids: [open],
      data: { organization_id: globex.id },
    })
    refused.assertStatus(422)
  })

  test('status words of each kind of record come back as they went in', async ({ client }) => {
    for (const [noun, statuses] of [
      ['customers', ['active', 'inactive', 'prospect', 'vip']],
      ['vendors', ['active', 'inactive', 'pending', 'blacklisted']],
      ['employees', ['active', 'inactive', 'on_leave']],
    ] as const) {
      const id = await make[noun](acme)
      for (const status of statuses) {
        const response = await api(client, acme.owner).put(`/api/${noun}/${id}/`, { status })
        response.assertStatus(200)
        response.assertBodyContains({ status })
      }
    }
  })
})
