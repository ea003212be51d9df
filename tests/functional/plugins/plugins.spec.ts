import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import Customer from '#plugins/customers/models/customer'
import { extension } from '#core/plugins/fields'
import { definePlugin } from '#core/plugins/api'
import { makeCustomer, namesIn } from '#tests/support/customers'
import { hire, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { UnitOfWork } from '#core/database/unit_of_work'

declare module '#core/plugins/api' {
  interface Events {
    'tiers:reached': { customer_id: string }
  }
}

let sown: string[] = []

const tiers = definePlugin({
  id: 'tiers',
  version: '1.2.3',
  description: 'Tells good customers from better ones.',
  settings: {
    schema: vine.object({ gold_from: vine.number({ strict: true }).range([0, 1000]) }),
    defaults: { gold_from: 100 },
  },
  jobs: { recount: { every: '0 4 * * *', handle: () => {} } },
  fields: {
    customers: {
      level: extension.choice(['silver', 'gold'], { title: 'Level' }),
      points: extension.integer({ title: 'Points', min: 0, max: 1000 }),
    },
  },
  seed: ({ organizationId, settings }) => {
    sown.push(`${organizationId} ${settings.gold_from}`)
  },
})

const dated = definePlugin({
  id: 'dated',
  version: '1.0.0',
  fields: { customers: { since: extension.date({ title: 'Since' }) } },
})

const ladder = definePlugin({
  id: 'ladder',
  version: '1.0.0',
  requires: { crm: '^2.0.0', tiers: '^1.0.0' },
})

const territory = definePlugin({
  id: 'territory',
  version: '1.0.0',
  scopes: {
    customers: (bind, { caller }) =>
      caller.role === 'owner' ? null : `r.city = ${bind('Berlin')}`,
  },
  policies: {
    'customers:delete': ({ record }) =>
      record.$attributes.city === 'Berlin' ? 'No one leaves Berlin.' : true,
  },
})

test.group('Plugins | of an organization', (group) => {
  bring(group, [tiers, ladder, territory])
  group.each.setup(() => {
    sown = []
  })

  test('lists what there is, whether it is on, how it is set up, and what it adds', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()

    const response = await client.get('/api/plugins/').bearerToken(acme.owner.token)

    response.assertStatus(200)
    const { results } = response.body()
    const byId = new Map(results.map((entry: { id: string }) => [entry.id, entry]))
    assert.containsSubset(byId.get('customers'), {
      enabled: true,
      can_be_disabled: false,
      adds: { webhooks: ['customers.create', 'customers.activate'] },
    })
    assert.containsSubset(byId.get('tiers'), {
      version: '1.2.3',
      enabled: false,
      settings: { gold_from: 100 },
      adds: {
        fields: { customers: [{ name: 'extensions.tiers.level', title: 'Level' }] },
        jobs: [{ name: 'tiers:recount', every: '0 4 * * *' }],
      },
    })
  })

  test('turning on sows once, and turning off keeps what it was set up as', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const change = (body: object) =>
      client.patch('/api/plugins/tiers/').bearerToken(acme.owner.token).json(body)

    const on = await change({ enabled: true, settings: { gold_from: 5 } })
    on.assertStatus(200)
    on.assertBodyContains({ enabled: true, settings: { gold_from: 5 } })
    const off = await change({ enabled: false })
    const again = await change({ enabled: true })

    off.assertBodyContains({ enabled: false, settings: { gold_from: 5 } })
    again.assertBodyContains({ enabled: true, settings: { gold_from: 5 } })
    assert.deepEqual(sown, [`${acme.id} 5`])
  })

  test('requirements are respected both ways, and what is always on stays on', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const change = (id: string, enabled: boolean) =>
      client.patch(`/api/plugins/${id}/`).bearerToken(acme.owner.token).json({ enabled })

    const early = await change('ladder', true)
    early.assertStatus(409)
    early.assertBodyContains({ code: 'plugin_required', plugins: ['tiers'] })
    await change('tiers', true)
    const late = await change('ladder', true)
    late.assertStatus(200)
    const needed = await change('tiers', false)
    needed.assertStatus(409)
    needed.assertBodyContains({ code: 'plugin_is_required', plugins: ['ladder'] })
    const core = await change('customers', false)
    core.assertStatus(409)
    core.assertBodyContains({ code: 'plugin_always_on' })
  })

  test('settings that do not fit are refused by name, and nothing is half-done', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const change = (id: string, body: object) =>
      client.patch(`/api/plugins/${id}/`).bearerToken(acme.owner.token).json(body)

    const wrong = await change('tiers', { enabled: true, settings: { gold_from: 5000, gold: 1 } })
    wrong.assertStatus(422)
    wrong.assertBodyContains({
      code: 'validation_failed',
      plugin: 'tiers',
      detail: 'The plugin "tiers" cannot be set up like this: settings.gold, settings.gold_from.',
      errors: [{ field: 'settings.gold' }, { field: 'settings.gold_from' }],
    })
    assert.deepEqual(sown, [])
    const none = await change('ladder', { settings: { a: 1 } })
    none.assertStatus(422)
    none.assertBodyContains({ plugin: 'ladder', errors: [{ field: 'settings' }] })
    const after = await client.get('/api/plugins/tiers/').bearerToken(acme.owner.token)
    after.assertBodyContains({ enabled: false, settings: { gold_from: 100 } })
    const absent = await client.get('/api/plugins/nothing/').bearerToken(acme.owner.token)
    absent.assertStatus(404)
  })

  test('needs plugins:manage to change them', async ({ client }) => {
    const acme = await makeCompany()
    const manager = await hire(acme, { roles: ['manager'] })

    const read = await client.get('/api/plugins/').bearerToken(manager.token)
    read.assertStatus(200)
    const change = await client
      .patch('/api/plugins/tiers/')
      .bearerToken(manager.token)
      .json({ enabled: true })
    change.assertStatus(403)
    change.assertBodyContains({ permission: 'plugins:manage' })
  })

  test('a plugin that an organization turns on is on at the next request of every process', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const detail = async () => {
      const response = await client.get(path).bearerToken(acme.owner.token)
      return response.body().extensions
    }
    const path = `/api/customers/${await makeCustomer(acme, { name: 'Ann' })}/`

    assert.deepEqual(await detail(), {})
    await turnOn(acme, 'tiers')
    assert.deepEqual(await detail(), { tiers: { level: null, points: null } })
  })
})

test.group('Plugins | on from the start', (group) => {
  const starter = definePlugin({
    id: 'starter',
    version: '1.0.0',
    enabled: 'on',
    async seed({ query, organizationId }) {
      const { rows } = await query<{ id: string }>('SELECT id FROM organizations')
      sown.push(`${organizationId} sees ${rows.map(({ id }) => id).join()}`)
      await Customer.create({ name: 'First' })
    },
  })
  bring(group, [starter])

  test('sow when an organization is founded, once, behind its fence', async ({
    client,
    assert,
  }) => {
    await makeCompany('Globex')
    sown = []

    const acme = await makeCompany()
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    await turnOn(acme, 'starter')

    assert.deepEqual(sown, [`${acme.id} sees ${acme.id}`])
    assert.deepEqual(namesIn(list), ['First'])
  })
})

test.group('Plugins | fields', (group) => {
  bring(group, [tiers, ladder, territory, dated])

  test('are written, shown, filtered, sorted by and exported like others', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'tiers')
    const create = (name: string, points: number) =>
      client
        .post('/api/customers/')
        .bearerToken(acme.owner.token)
        .json({ name, extensions: { tiers: { level: points > 5 ? 'gold' : 'silver', points } } })
    const ann = await create('Ann', 10)
    ann.assertStatus(201)
    assert.deepEqual(ann.body().extensions, { tiers: { level: 'gold', points: 10 } })
    await create('Ben', 2)
    const list = (query: string) =>
      client.get(`/api/customers/?${query}`).bearerToken(acme.owner.token)

    assert.deepEqual(namesIn(await list('extensions.tiers.level=gold')), ['Ann'])
    assert.deepEqual(namesIn(await list('extensions.tiers.points[lt]=5')), ['Ben'])
    assert.deepEqual(namesIn(await list('ordering=extensions.tiers.points')), ['Ben', 'Ann'])
    const csv = await client
      .get('/api/customers/export/?fields=name,extensions.tiers.points&ordering=name')
      .bearerToken(acme.owner.token)
    assert.equal(csv.text(), 'name,extensions.tiers.points\r\nAnn,10\r\nBen,2\r\n')
  })

  test('keep their values when others are written, and null clears', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'tiers')
    const id = await makeCustomer(acme, { name: 'Ann' })
    const change = async (values: object) => {
      const response = await client
        .patch(`/api/customers/${id}/`)
        .bearerToken(acme.owner.token)
        .json({ extensions: { tiers: values } })
      response.assertStatus(200)
      return response.body().extensions.tiers
    }

    await change({ level: 'gold' })
    assert.deepEqual(await change({ points: 7 }), { level: 'gold', points: 7 })
    assert.deepEqual(await change({ level: null }), { level: null, points: 7 })
  })

  test('that do not fit, or that no plugin adds, are refused by name', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'tiers')
    const fieldsOf = async (extensions: unknown) => {
      const response = await client
        .post('/api/customers/')
        .bearerToken(acme.owner.token)
        .json({ name: 'Ann', extensions })
      response.assertStatus(422)
      return response.body().errors.map(({ field }: { field: string }) => field)
    }

    assert.deepEqual(await fieldsOf({ tiers: { level: 'bronze', colour: 'red' } }), [
      'extensions.tiers.colour',
      'extensions.tiers.level',
    ])
    assert.deepEqual(await fieldsOf({ nothing: {} }), ['extensions.nothing'])
    assert.deepEqual(await fieldsOf('gold'), ['extensions'])
  })

  test('a day that is in no calendar is refused, so that filters and orders stay readable', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'dated')
    const create = (since: string) =>
      client
        .post('/api/customers/')
        .bearerToken(acme.owner.token)
        .json({ name: since, extensions: { dated: { since } } })
    const list = (query: string) =>
      client.get(`/api/customers/?${query}`).bearerToken(acme.owner.token)

    for (const since of ['2026-02-31', '0000-01-01', '31.1.2026']) {
      const refused = await create(since)
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ field: 'extensions.dated.since' }] })
    }
    for (const since of ['2026-03-01', '2024-02-29']) (await create(since)).assertStatus(201)

    const first = namesIn(await list('ordering=extensions.dated.since'))
    assert.deepEqual(first, ['2024-02-29', '2026-03-01'])
    const later = namesIn(await list('extensions.dated.since[gte]=2026-01-01'))
    assert.deepEqual(later, ['2026-03-01'])
  })

  test('do not exist where the plugin is off, and their values wait', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'tiers')
    const id = await makeCustomer(acme, { name: 'Ann' })
    const read = (path: string) => client.get(path).bearerToken(acme.owner.token)
    const change = (path: string, body: object) =>
      client.patch(path).bearerToken(acme.owner.token).json(body)
    await change(`/api/customers/${id}/`, {
      extensions: { tiers: { level: 'gold' } },
    })
    await change('/api/plugins/tiers/', { enabled: false })

    const filter = await read('/api/customers/?extensions.tiers.level=gold')
    filter.assertStatus(400)
    const write = await change(`/api/customers/${id}/`, {
      extensions: { tiers: { level: 'silver' } },
    })
    write.assertStatus(422)
    assert.deepEqual((await read(`/api/customers/${id}/`)).body().extensions, {})

    await change('/api/plugins/tiers/', { enabled: true })
    const detail = await read(`/api/customers/${id}/`)
    assert.equal(detail.body().extensions.tiers.level, 'gold')
  })
})

test.group('Plugins | policies and scopes', (group) => {
  bring(group, [territory])

  test('a scope narrows lists, counts, searches, details, changes and exports alike', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'territory')
    const seller = await hire(acme, { roles: ['manager'] })
    await makeCustomer(acme, { name: 'Here', city: 'Berlin' })
    const there = await makeCustomer(acme, { name: 'There', city: 'Paris' })
    const get = (path: string) => client.get(path).bearerToken(seller.token)

    const list = await get('/api/customers/')
    assert.deepEqual([namesIn(list), list.body().count], [['Here'], 1])
    assert.deepEqual(namesIn(await get('/api/customers/?search=ere')), ['Here'])
    const statistics = await get('/api/customers/stats/')
    assert.equal(statistics.body().total, 1)
    const csv = await get('/api/customers/export/?fields=name')
    assert.equal(csv.text(), 'name\r\nHere\r\n')
    const detail = await get(`/api/customers/${there}/`)
    detail.assertStatus(404)
    const change = await client
      .patch(`/api/customers/${there}/`)
      .bearerToken(seller.token)
      .json({ name: 'Mine' })
    change.assertStatus(404)
    const all = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(all.body().count, 2)
  })

  test('a policy denies with its reason, and never widens', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'territory')
    const id = await makeCustomer(acme, { name: 'Here', city: 'Berlin' })

    const denied = await client.delete(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    denied.assertStatus(403)
    assert.include(denied.body().detail, 'No one leaves Berlin.')
    const viewer = await hire(acme, { roles: ['viewer'] })
    const lacking = await client.delete(`/api/customers/${id}/`).bearerToken(viewer.token)
    lacking.assertBodyContains({ permission: 'customers:delete' })
  })
})

test.group('Plugins | in the database', () => {
  test('an organization that never chose has no rows and costs no question', async ({ assert }) => {
    const acme = await makeCompany()

    const { rows } = await UnitOfWork.run(
      { role: 'crm_system', sql: "SELECT '' AS answer", organizationId: null },
      (unit) => unit.query('SELECT plugins_version FROM organizations WHERE id = $1', [acme.id])
    )

    assert.deepEqual(rows, [{ plugins_version: 0 }])
  })
})
