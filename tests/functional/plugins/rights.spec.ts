import { test } from '@japa/runner'
import { extension } from '#core/plugins/fields'
import { definePlugin } from '#core/plugins/api'
import type { Changes, HookContext, Json, LaterContext } from '#core/plugins/api'
import { toProblem } from '#core/http/exceptions/to_problem'
import { api } from '#tests/support/api'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase, makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { csv, importFile } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { makeLead } from '#tests/support/leads'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

type Doing = (context: HookContext) => Promise<unknown>

/** What the plugin does when a customer is changed, and what came of it. */
let doing: Doing = async () => null
let later: ((context: LaterContext) => Promise<unknown>) | null = null
let came: unknown
let told: { readonly name: string; readonly changes: Changes }[] = []
let isFull = false
let isOpen = false

const keeper = definePlugin({
  id: 'keeper',
  version: '1.0.0',
  hooks: {
    'customers:create': {
      before({ veto, record }) {
        if (!isFull) return
        const values = { city: String(record.city) }
        veto({ field: 'city', message: 'There is no room in {city}.', values })
      },
    },
    'customers:update': {
      async after(context) {
        came = await doing(context)
      },
    },
    'customers:assign': { after: ({ action }) => void heard.push(action) },
    'deals:assign': { after: ({ action }) => void heard.push(action) },
    'vendors:assign': { after: ({ action }) => void heard.push(action) },
  },
  listeners: {
    'deals:update': ({ name, payload }) => void told.push({ name, changes: payload.changes }),
    async 'customers:update'({ name, payload }, context) {
      told.push({ name, changes: payload.changes })
      if (later) came = await context.transaction(later)
    },
  },
  policies: {
    'vendors:create': () => isOpen || 'No vendors here.',
    'vendors:update': () => isOpen || 'No vendors here.',
  },
  fields: { customers: { score: extension.integer({ title: 'Score', readOnly: true }) } },
  scopes: { vendors: (bind) => `r.city = ${bind('Nowhere')}` },
})
let heard: string[] = []

/** What is refused, as the API would say it. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    const { status, code, errors } = toProblem(error)
    return { status, code, ...(errors && { fields: errors.map(({ field }) => field) }) }
  }
}

test.group('Plugins | with whose rights', (group) => {
  let acme: Company
  let customer: string
  bring(group, [keeper])
  group.each.setup(async () => {
    await forgetJobs()
    doing = async () => null
    later = null
    came = null
    told = []
    heard = []
    isFull = false
    isOpen = false
    acme = await makeCompany()
    await turnOn(acme, 'keeper')
    customer = await makeCustomer(acme, { name: 'Ann', city: 'Oslo' })
  })

  test('a veto of a field is an error of that field: of a request, an import, a conversion', async ({
    client,
    assert,
  }) => {
    isFull = true
    const said = { field: 'city', rule: 'vetoed', message: 'There is no room in Rome.' }
    const body = { name: 'Ben', city: 'Rome' }
    const refused = await api(client, acme.owner).post('/api/customers/', body)
    refused.assertStatus(422)
    refused.assertBodyContains({ code: 'vetoed', plugin: 'keeper', errors: [said] })

    const imported = await importFile(client, acme.owner, csv('name,town', 'Ben,Rome'), {
      mapping: { name: 'name', city: 'town' },
    })
    assert.containsSubset(imported.errors, [{ column: 'town', ...said }])

    const lead = await makeLead(acme, { city: 'Rome' })
    const converted = await api(client, acme.owner).post(`/api/leads/${lead}/convert/`)
    converted.assertStatus(422)
    converted.assertBodyContains({ code: 'vetoed', errors: [{ field: 'city' }] })
  })

  test('changes say what was before and after, to hooks and to listeners', async ({
    client,
    assert,
  }) => {
    doing = async ({ changes }) => changes
    await api(client, acme.owner).patch(`/api/customers/${customer}/`, { city: 'Rome', notes: 'x' })
    assert.containsSubset(came, {
      city: { before: 'Oslo', after: 'Rome' },
      notes: { before: null, after: 'x' },
    })
    await runJobs()
    assert.containsSubset(told[0]?.changes, { city: { before: 'Oslo', after: 'Rome' } })
    assert.notProperty(told[0]?.changes, 'name')

    const deal = await makeDeal(acme)
    await api(client, acme.owner).patch(`/api/deals/${deal}/`, {
      expected_close_date: '2026-03-02',
    })
    told = []
    await runJobs()
    assert.deepEqual(told[0]?.changes.expected_close_date, { before: null, after: '2026-03-02' })
  })

  test('records are reached with the rights of the caller', async ({ client, assert }) => {
    const member = await hireWith(acme, [
      'customers:update',
      'customers:read',
      'deals:create/own',
      'deals:read/own',
    ])
    const deal = await makeDeal(acme, { title: 'Hidden', customer_id: customer })
    const lead = await makeLead(acme)
    const made: Json[] = []
    doing = async ({ records }) => {
      made.push(await records('deals').create({ title: 'Mine', customer_id: customer }))
      return [
        (await records('customers').find(customer))?.city,
        await records('deals').find(deal),
        (await records('deals').list({ filters: { customer_id: customer } })).results.length,
        await refusal(records('leads').find(lead)),
        await refusal(records('deals').update(deal, { title: 'Taken' })),
        await refusal(records('deals').create({ title: '' })),
        await refusal(records('deals').create({ title: 'x', nonsense: 1 })),
        await refusal(records('leads').delete(lead)),
      ]
    }

    const response = await api(client, member).patch(`/api/customers/${customer}/`, {
      city: 'Rome',
    })
    response.assertStatus(200)

    assert.deepEqual(came, [
      'Rome',
      null,
      1,
      { status: 403, code: 'permission_denied' },
      { status: 403, code: 'permission_denied' },
      { status: 422, code: 'validation_failed', fields: ['title'] },
      { status: 422, code: 'validation_failed', fields: ['nonsense'] },
      { status: 403, code: 'permission_denied' },
    ])
    const events = (await eventsOf(acme, 'deals')).filter(({ record_id: id }) => id === made[0]?.id)
    assert.deepEqual(
      events.map(({ action, actor_id: actor }) => [action, actor]),
      [['deals:create', member.userId]]
    )
  })

  test('as the system a plugin says so: beyond grants, scopes and policies, never beyond the organization', async ({
    client,
    assert,
  }) => {
    const other = await makeCompany('Globex')
    const foreign = await makeCustomer(other, { name: 'Zoe' })
    const member = await hireWith(acme, ['customers:update', 'customers:read'])
    doing = async ({ records, asSystem }) => {
      const own = await refusal(records('vendors').create({ name: 'Bolts' }))
      const made = await asSystem().records('vendors').create({ name: 'Bolts' })
      const id = String(made.id)
      const changed = await asSystem().records('vendors').update(id, { city: 'Rome' })
      const found = await asSystem().records('vendors').list({ search: 'Bolts', limit: 5 })
      await asSystem().records('vendors').delete(id)
      const gone = await asSystem().records('vendors').find(id)
      return [
        own,
        changed.city,
        found.results.length,
        found.next,
        gone,
        await asSystem().records('customers').find(foreign),
      ]
    }

    await api(client, member).patch(`/api/customers/${customer}/`, { city: 'Rome' })

    assert.deepEqual(came, [
      { status: 403, code: 'permission_denied' },
      'Rome',
      1,
      null,
      null,
      null,
    ])
  })

  test('its read-only fields are written by the system, and by no caller', async ({
    client,
    assert,
  }) => {
    const score = { extensions: { keeper: { score: 7 } } }
    doing = async ({ records, asSystem }) => {
      doing = async () => null
      const refused = await refusal(records('customers').update(customer, score))
      await asSystem().records('customers').update(customer, score)
      return refused
    }
    const path = `/api/customers/${customer}/`
    await api(client, acme.owner).patch(path, { city: 'Rome' })

    const shown = await api(client, acme.owner).get(path)
    assert.deepEqual(shown.body().extensions.keeper, { score: 7 })
    const events = (await eventsOf(acme, 'customers')).slice(-1)
    assert.equal(events[0]?.actor_id, acme.owner.userId)
    const refused = await api(client, acme.owner).patch(path, score)
    refused.assertStatus(200)
    const changed = await api(client, acme.owner).patch(path, {
      extensions: { keeper: { score: 8 } },
    })
    changed.assertStatus(422)
  })

  test('what is refused leaves nothing, though the plugin goes on', async ({ client, assert }) => {
    /* Of all records, so that a policy is asked after the write. */
    const member = await hireWith(acme, ['customers:update', 'customers:read', 'vendors:create'])
    doing = ({ records }) => refusal(records('vendors').create({ name: 'Bolts' }))
    const response = await api(client, member).patch(`/api/customers/${customer}/`, {
      city: 'Rome',
    })
    response.assertStatus(200)
    assert.deepEqual(came, { status: 403, code: 'permission_denied' })
    assert.deepEqual(
      await inDatabase(acme, 'SELECT name FROM vendors WHERE organization_id = app_organization()'),
      []
    )
  })

  test('of several at once one is refused, and leaves the others what they wrote', async ({
    client,
    assert,
  }) => {
    const grants = ['customers:update', 'customers:read', 'deals:create', 'deals:read']
    const member = await hireWith(acme, grants)
    doing = async ({ records }) => {
      const made = (title: string) => records('deals').create({ title, customer_id: customer })
      return Promise.all([
        refusal(made('First')),
        refusal(records('vendors').create({ name: 'Bolts' })),
        refusal(made('')),
        refusal(records('deals').list()),
        refusal(records('deals').create({ title: 'Lost', lost_reason_id: customer })),
        refusal(made('Second')),
      ])
    }
    const response = await api(client, member).patch(`/api/customers/${customer}/`, {
      city: 'Rome',
    })
    response.assertStatus(200)
    assert.containsSubset(came, [
      { title: 'First' },
      { status: 403 },
      { status: 422 },
      { results: [{ title: 'First' }] },
      { status: 422 },
      { title: 'Second' },
    ])
    assert.deepEqual(
      await inDatabase(
        acme,
        'SELECT title FROM deals WHERE organization_id = app_organization() ORDER BY title'
      ),
      [{ title: 'First' }, { title: 'Second' }]
    )
  })

  test('deleted records are listed for those who may restore them', async ({ client, assert }) => {
    const grants = ['customers:update', 'customers:read', 'deals:read']
    const [reader, restorer] = [
      await hireWith(acme, grants),
      await hireWith(acme, [...grants, 'deals:restore']),
    ]
    const deal = await makeDeal(acme, { title: 'Gone' })
    await api(client, acme.owner).delete(`/api/deals/${deal}/`)
    doing = ({ records }) => refusal(records('deals').list({ filters: { deleted: true } }))
    const path = `/api/customers/${customer}/`

    await api(client, reader).patch(path, { city: 'Rome' })
    assert.deepEqual(came, { status: 403, code: 'permission_denied' })
    await api(client, restorer).patch(path, { city: 'Paris' })
    assert.containsSubset(came, { results: [{ title: 'Gone' }] })
  })

  test('later it is what who caused it may then, and nothing when they are gone', async ({
    client,
    assert,
  }) => {
    const member = await hireWith(acme, [
      'customers:update',
      'customers:read',
      'deals:create',
      'deals:read',
    ])
    later = async ({ records, asSystem }) => [
      await refusal(records('deals').create({ title: 'Later', customer_id: customer })),
      (await asSystem().records('deals').list()).results.length,
    ]
    await api(client, member).patch(`/api/customers/${customer}/`, { city: 'Rome' })
    await runJobs()
    assert.containsSubset(came, [{ title: 'Later' }, 1])
    const [made] = (await eventsOf(acme, 'deals')).slice(-1)
    assert.equal(made?.actor_id, member.userId)

    await api(client, member).patch(`/api/customers/${customer}/`, { city: 'Paris' })
    await api(client, acme.owner).delete(`/api/user-organizations/${member.membershipId}/`)
    await runJobs()
    assert.deepEqual(came, [{ status: 403, code: 'permission_denied' }, 1])
  })

  test('whatever is given to somebody is assigned, however that comes about', async ({
    client,
    assert,
  }) => {
    const { patch, post } = api(client, acme.owner)
    const [first, second] = [await makeEmployee(acme), await makeEmployee(acme)]
    const lead = await makeLead(acme, { assigned_to_id: first })
    isOpen = true
    heard = []

    await patch(`/api/customers/${customer}/`, { assigned_to_id: first })
    await post('/api/deals/', { title: 'New', assigned_to_id: first })
    await post('/api/vendors/', { name: 'Bolts', assigned_employee_id: first })
    assert.deepEqual(heard, ['customers:assign', 'deals:assign', 'vendors:assign'])

    heard = []
    await post(`/api/leads/${lead}/convert/`, { deal: { title: 'Sold' } })
    assert.deepEqual(heard, ['customers:assign', 'deals:assign'])

    heard = []
    await post(`/api/employees/${first}/terminate/`, { reassign_to: second })
    assert.includeMembers(heard, ['customers:assign', 'deals:assign'])
    await patch(`/api/customers/${customer}/`, { assigned_to_id: null })
    const events = (await eventsOf(acme, 'customers')).filter(
      ({ record_id: id }) => id === customer
    )
    assert.deepEqual(events.map(({ action }) => action).slice(-3), [
      'customers:assign',
      'customers:assign',
      'customers:update',
    ])
  })
})
