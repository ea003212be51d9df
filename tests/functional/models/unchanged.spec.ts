import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { api } from '#tests/support/api'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { defaultPipeline, inDatabase, makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { csv, importFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { type Visitor, enter } from '#tests/support/visitor'

/** What plugins were told of. */
let told: string[] = []

const witness = definePlugin({
  id: 'witness',
  version: '1.0.0',
  fields: {
    customers: {
      weight: extension.decimal({ title: 'Weight', scale: 2, min: 0, max: 100 }),
      size: extension.integer({ title: 'Size' }),
      since: extension.date({ title: 'Since' }),
      is_big: extension.boolean({ title: 'Big' }),
    },
  },
  hooks: {
    '*': {
      before: ({ action }) => void told.push(action),
      after: ({ action }) => void told.push(action),
    },
  },
})

type Values = Record<string, unknown>

/** A value as it is, and ways of writing the same one. */
interface Same {
  readonly resource: 'customers' | 'deals' | 'employees' | 'leads' | 'vendors'
  readonly field: string
  readonly is: unknown
  readonly again: readonly unknown[]
}

const SAME: readonly Same[] = [
  { resource: 'customers', field: 'rating', is: '4.00', again: [4, '4', '4.0', '04.00'] },
  { resource: 'customers', field: 'credit_limit', is: 1000.5, again: ['1000.50', '1000.5'] },
  { resource: 'customers', field: 'credit_limit', is: 0, again: ['0', '0.00', '-0'] },
  {
    resource: 'customers',
    field: 'tags',
    is: ['a', 'b'],
    again: [
      ['a', 'b'],
      ['a ', ' b'],
    ],
  },
  { resource: 'customers', field: 'email', is: 'ann@example.com', again: [' ann@example.com '] },
  { resource: 'customers', field: 'phone', is: '+49 30 123456', again: ['+49 30 123456'] },
  { resource: 'customers', field: 'city', is: 'Rome', again: [' Rome '] },
  { resource: 'customers', field: 'notes', is: 'a\nb', again: ['a\nb'] },
  { resource: 'customers', field: 'website', is: null, again: [null, ''] },
  { resource: 'deals', field: 'value', is: '1234.50', again: [1234.5, '1234.5'] },
  { resource: 'deals', field: 'probability', is: 25, again: ['25', '25.0'] },
  { resource: 'deals', field: 'expected_close_date', is: '2027-01-31', again: ['2027-01-31'] },
  { resource: 'deals', field: 'title', is: 'Ships', again: [' Ships'] },
  { resource: 'employees', field: 'hire_date', is: '2020-02-29', again: ['2020-02-29'] },
  { resource: 'employees', field: 'salary', is: '50000.00', again: [50000, '50000'] },
  { resource: 'leads', field: 'estimated_value', is: '1234.50', again: [1234.5, '1234.5'] },
  { resource: 'leads', field: 'city', is: 'Rome', again: [' Rome '] },
  { resource: 'vendors', field: 'email', is: 'ink@example.com', again: [' ink@example.com '] },
  { resource: 'vendors', field: 'city', is: 'Rome', again: [' Rome '] },
]

interface Written {
  readonly client: ApiClient
  readonly acme: Company
  readonly resource: Same['resource']
  readonly id: string
}

/** A browser that is logged in for all forms that are sent. */
let entered: Promise<Visitor> | undefined

/** A way in which a record is written, and what it answers when it did so. */
interface Surface {
  readonly name: string
  write(record: Written, field: string, value: unknown): Promise<unknown>
}

const SURFACES: readonly Surface[] = [
  {
    name: 'PATCH',
    write: async ({ client, acme, resource, id }, field, value) =>
      (await api(client, acme.owner).patch(`/api/${resource}/${id}/`, { [field]: value })).status(),
  },
  {
    name: 'PUT',
    write: async ({ client, acme, resource, id }, field, value) =>
      (await api(client, acme.owner).put(`/api/${resource}/${id}/`, { [field]: value })).status(),
  },
  {
    name: 'bulk_update',
    write: async ({ client, acme, resource, id }, field, value) => {
      const body = { ids: [id], data: { [field]: value } }
      const response = await api(client, acme.owner).post(`/api/${resource}/bulk_update/`, body)
      return response.body().results[0].status
    },
  },
  {
    name: 'an import',
    write: async ({ client, acme, resource, id }, field, value) => {
      const text = Array.isArray(value) ? value.join(';') : String(value ?? '')
      const rule = Array.isArray(value) ? { column: field, separator: ';' } : field
      const { unchanged } = await importFile(
        client,
        acme.owner,
        csv(`id,${field}`, `${id},"${text}"`),
        { resource, mapping: { id: 'id', [field]: rule }, match_by: 'id' }
      )
      return unchanged === 1 ? 200 : 'changed'
    },
  },
  {
    name: 'a form of the admin pages',
    write: async ({ acme, resource, id }, field, value) => {
      const at = `/admin/organizations/${acme.slug}/${resource}/${id}`
      const text = Array.isArray(value) ? value.join(', ') : String(value ?? '')
      const visitor = await (entered ??= enter())
      const { location } = await visitor.send(`${at}/edit`, at, {
        version: '1',
        [field]: text.replaceAll('\n', '\r\n'),
      })
      return location === at ? 200 : location
    },
  },
]

async function make({ client, acme, resource, values }: Omit<Written, 'id'> & { values: Values }) {
  const named = { ...NAMED, employees: NAMES }
  const body = { ...named[resource], ...values }
  const response = await api(client, acme.owner).post(`/api/${resource}/`, body)
  response.assertStatus(201)
  return String(response.body().id)
}

/** A company whose records the witness is asked about. */
async function makeWatched(): Promise<Company> {
  const acme = await makeCompany()
  await turnOn(acme, 'witness')
  return acme
}

const NAMED = {
  customers: { name: 'Ann' },
  deals: { title: 'Deal' },
  leads: { name: 'Ann' },
  vendors: { name: 'Ink Ltd' },
}
const NAMES = { first_name: 'Eve', last_name: 'Moss' }

async function stateOf({ acme, resource, id }: Omit<Written, 'client'>) {
  const [row] = await inDatabase<{ version: number; updated_at: Date }>(
    acme,
    `SELECT version, updated_at::text AS updated_at FROM ${resource} WHERE organization_id = $1 AND id = $2`,
    [acme.id, id]
  )
  const events = (await eventsOf(acme, resource)).filter((event) => event.record_id === id)
  return { ...row, events: events.length, told: [...told] }
}

test.group('A write that changes nothing writes nothing', (group) => {
  group.each.setup(() => void (told = []))
  group.each.setup(forgetJobs)
  bring(group, [witness])

  for (const surface of SURFACES) {
    /* One company for all that is written this way: what is compared is of one record. */
    let made: Promise<Company> | undefined
    test(`neither version nor audit event nor hook, written by ${surface.name}: {resource} {field}`)
      .with([...SAME])
      .run(async ({ client, assert }, { resource, field, is, again }) => {
        const acme = await (made ??= makeWatched())
        const id = await make({ client, acme, resource, values: { [field]: is } })
        told = []
        const before = await stateOf({ acme, resource, id })
        for (const value of surface.name === 'a form of the admin pages'
          ? again.slice(0, 1)
          : again) {
          const written = await surface.write({ client, acme, resource, id }, field, value)
          assert.equal(written, 200, `${surface.name} ${JSON.stringify(value)}`)
          told = told.filter((action) => !action.startsWith('imports:'))
          const after = await stateOf({ acme, resource, id })
          assert.deepEqual(after, before, `${surface.name} ${JSON.stringify(value)}`)
        }
      })
  }

  test('neither is a part of what plugins added, nor an empty one', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'witness')
    const witnessed = { weight: '4.50', size: 3, since: '2026-02-28', is_big: false }
    const values = { extensions: { witness: witnessed } }
    const id = await make({ client, acme, resource: 'customers', values })
    const bare = await make({ client, acme, resource: 'customers', values: {} })
    told = []
    for (const part of [{ size: 3 }, { weight: 4.5 }, { weight: '4.5' }, { is_big: false }, {}]) {
      const before = await stateOf({ acme, resource: 'customers', id })
      const body = { extensions: { witness: part } }
      const response = await api(client, acme.owner).patch(`/api/customers/${id}/`, body)
      response.assertStatus(200)
      assert.deepEqual(await stateOf({ acme, resource: 'customers', id }), before)
    }
    const before = await stateOf({ acme, resource: 'customers', id: bare })
    const body = { extensions: { witness: { size: null } } }
    const response = await api(client, acme.owner).patch(`/api/customers/${bare}/`, body)
    response.assertStatus(200)
    assert.deepEqual(await stateOf({ acme, resource: 'customers', id: bare }), before)
  })

  test('null clears what a plugin added, and that is a change', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'witness')
    const values = { extensions: { witness: { weight: '4.50', size: 3 } } }
    const id = await make({ client, acme, resource: 'customers', values })
    const body = { extensions: { witness: { size: null } } }
    const response = await api(client, acme.owner).patch(`/api/customers/${id}/`, body)
    response.assertStatus(200)
    assert.equal(response.body().version, 2)
    assert.deepInclude(response.body().extensions.witness, { weight: '4.50', size: null })
  })

  test('a reference may be written in capitals', async ({ client, assert }) => {
    const acme = await makeCompany()
    const employee = await makeEmployee(acme)
    const id = await makeCustomer(acme, { assigned_to_id: employee })
    const before = await stateOf({ acme, resource: 'customers', id })
    const body = { assigned_to_id: employee.toUpperCase() }
    const response = await api(client, acme.owner).patch(`/api/customers/${id}/`, body)
    response.assertStatus(200)
    assert.deepEqual(await stateOf({ acme, resource: 'customers', id }), before)
  })

  test('what a record would derive again is refused', async ({ client, assert }) => {
    const acme = await makeCompany()
    const values = { customer_type: 'business', name: 'Roe Ltd', company_name: 'Roe Ltd' }
    const id = await make({ client, acme, resource: 'customers', values })
    const before = await stateOf({ acme, resource: 'customers', id })
    const refused = await api(client, acme.owner).patch(`/api/customers/${id}/`, {
      company_name: null,
    })
    refused.assertStatus(422)
    assert.equal((await stateOf({ acme, resource: 'customers', id })).version, before.version)
  })

  test('of several fields, only what differs is told of', async ({ client, assert }) => {
    const acme = await makeCompany()
    const id = await make({ client, acme, resource: 'customers', values: { rating: 4 } })
    const body = { rating: 4, city: 'Rome' }
    const response = await api(client, acme.owner).patch(`/api/customers/${id}/`, body)
    assert.equal(response.body().version, 2)
    const events = (await eventsOf(acme, 'customers')).filter(({ action }) => /update/.test(action))
    assert.deepEqual(events[0]?.after, { city: 'Rome' })
  })

  test('what is said is heeded, also where it is what was there: a probability beside a stage', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { stages } = await defaultPipeline(client, acme.owner)
    const [first, second] = stages
    const id = await makeDeal(acme, { stage_id: first?.id, probability: '33.00' })
    const body = { stage_id: second?.id, probability: 33 }
    const response = await api(client, acme.owner).patch(`/api/deals/${id}/`, body)
    response.assertStatus(200)
    assert.equal(response.body().probability, '33.00')
  })

  test('commands do nothing twice: {$self}')
    .with(['win', 'lose'])
    .run(async ({ client, assert }, action) => {
      const acme = await makeCompany()
      await turnOn(acme, 'witness')
      const id = await makeDeal(acme)
      const body = action === 'lose' ? { lost_reason: 'Price' } : {}
      await api(client, acme.owner).post(`/api/deals/${id}/${action}/`, body)
      told = []
      const before = await stateOf({ acme, resource: 'deals', id })
      const again = await api(client, acme.owner).post(`/api/deals/${id}/${action}/`, body)
      again.assertStatus(200)
      assert.deepEqual(await stateOf({ acme, resource: 'deals', id }), before)
    })

  test('nor do roles and stages and keys and members and profiles and organizations and plugins', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'witness')
    const as = api(client, acme.owner)
    const role = await as.post('/api/roles/', { name: 'Reader', permissions: ['deals:read'] })
    const key = await as.post('/api/api-keys/', {
      name: 'Key',
      role_id: role.body().id,
      expires_at: '2037-01-31T12:00:00Z',
    })
    const profile = await as.post('/api/user-profiles/', {
      user_id: acme.owner.userId,
      profile_type: 'vendor',
      status: 'suspended',
    })
    const pipeline = (await as.get('/api/pipelines/')).body().results[0]
    const stage = pipeline.stages[1]
    const organization = `/api/organizations/${acme.id}/`
    await as.patch(organization, { settings: { a: { b: [1], c: 'd' } } })
    await turnOn(acme, 'loyalty', { gold_from: 5000 })

    const writes: readonly (readonly [string, string, Values])[] = [
      ['roles', `/api/roles/${role.body().id}/`, { permissions: ['deals:read'], name: 'Reader ' }],
      [
        'api_keys',
        `/api/api-keys/${key.body().id}/`,
        { expires_at: '2037-01-31T13:00:00.000+01:00' },
      ],
      ['user_profiles', `/api/user-profiles/${profile.body().id}/`, { status: 'suspended' }],
      ['pipelines', `/api/pipelines/${pipeline.id}/`, { name: `${pipeline.name} ` }],
      [
        'pipeline_stages',
        `/api/pipeline-stages/${stage.id}/`,
        { probability: Number(stage.probability), order: stage.order },
      ],
      ['organizations', organization, { settings: { a: { c: 'd', b: [1] } } }],
      [
        'user_organizations',
        `/api/user-organizations/${acme.owner.membershipId}/`,
        { role: 'owner' },
      ],
      [
        'organization_plugins',
        '/api/plugins/loyalty/',
        { enabled: true, settings: { gold_from: 5000 } },
      ],
    ]
    for (const [table, path, body] of writes) {
      told = []
      const before = await versionsOf(acme, table)
      const events = (await eventsOfAll(acme)).length
      const response = await as.patch(path, body)
      assert.equal(response.status(), 200, path + JSON.stringify(response.body()))
      assert.deepEqual(await versionsOf(acme, table), before, path)
      assert.equal((await eventsOfAll(acme)).length, events, path)
      assert.deepEqual(told, [], path)
    }
  })
})

const versionsOf = (acme: Company, table: string) =>
  inDatabase(
    acme,
    `SELECT id, version, updated_at::text FROM ${table}
     WHERE ${table === 'organizations' ? 'id' : 'organization_id'} = $1 ORDER BY id`,
    [acme.id]
  )

const eventsOfAll = (acme: Company) =>
  inDatabase(acme, 'SELECT id FROM audit_events WHERE organization_id = $1', [acme.id])
