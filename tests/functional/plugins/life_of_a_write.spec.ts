import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import Customer from '#plugins/customers/models/customer'
import { type Message, definePlugin } from '#core/plugins/api'
import { makeCustomer } from '#tests/support/customers'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

declare module '#core/plugins/api' {
  interface Events {
    'probe:greeted': { customer_id: string; greeting: string }
  }
}

/** What the plugins of these tests were asked and told, in order. */
let seen: string[] = []
let told: Message[] = []
let failures = 0

const probe = definePlugin({
  id: 'probe',
  version: '1.0.0',
  settings: {
    schema: vine.object({ forbidden: vine.string(), greeting: vine.string() }),
    defaults: { forbidden: 'nobody', greeting: 'Hello' },
  },
  hooks: {
    'customers:create': {
      before({ record, settings, veto }) {
        if (record.name === settings.forbidden) veto(`${record.name} is not welcome`)
        if (record.name === 'Throw') throw new Error('secret of the plugin')
        record.industry = 'Probed'
      },
      async after({ record, settings, emit, query }) {
        if (record.name === 'Throw after') throw new Error('secret of the plugin')
        const { rows } = await query<{ name: string }>('SELECT name FROM customers WHERE id = $1', [
          record.id,
        ])
        seen.push(`created ${rows[0]?.name}`)
        await emit('probe:greeted', { customer_id: record.id, greeting: settings.greeting })
      },
    },
    'customers:*': {
      after({ action, changes }) {
        seen.push(`${action} ${Object.keys(changes).includes('status') ? 'status' : ''}`.trim())
      },
    },
  },
  listeners: {
    'customers:create': (message) => {
      told.push(message)
    },
    'probe:greeted': (message, { organizationId }) => {
      if (failures > 0) {
        failures -= 1
        throw new Error('not now')
      }
      seen.push(`greeted ${message.payload.greeting} ${organizationId === message.organizationId}`)
    },
  },
})

const echo = definePlugin({
  id: 'echo',
  version: '1.0.0',
  after: ['probe'],
  hooks: {
    'customers:create': {
      before: ({ record }) => {
        seen.push(`echo sees ${record.industry}`)
      },
    },
  },
})

async function start(settings = {}): Promise<Company> {
  seen = []
  told = []
  failures = 0
  const acme = await makeCompany()
  await turnOn(acme, 'probe', settings)
  return acme
}

const names = (company: Company) =>
  UnitOfWork.run(forOrganization(company.id), async () =>
    (await Customer.query().orderBy('id')).map(({ name }) => name)
  )

test.group('Plugins | life of a write', (group) => {
  bring(group, [probe, echo])
  group.each.setup(() => forgetJobs())

  test('hooks change the record before it is written and see it written after', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    await turnOn(acme, 'echo')

    const response = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann' })

    response.assertStatus(201)
    assert.equal(response.body().industry, 'Probed')
    assert.deepEqual(seen, ['echo sees Probed', 'created Ann', 'customers:create'])
  })

  test('a veto answers 422 with the name of the plugin, and nothing is written', async ({
    client,
    assert,
  }) => {
    const acme = await start({ forbidden: 'Bob' })

    const response = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Bob' })

    response.assertStatus(422)
    response.assertBodyContains({ code: 'vetoed', plugin: 'probe', detail: 'Bob is not welcome' })
    assert.deepEqual(await names(acme), [])
  })

  test('a hook that throws is named, tells nothing else, and nothing is written', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    for (const name of ['Throw', 'Throw after']) {
      const response = await client
        .post('/api/customers/')
        .bearerToken(acme.owner.token)
        .json({ name })

      response.assertStatus(500)
      response.assertBodyContains({ code: 'plugin_failed', plugin: 'probe' })
      assert.notInclude(JSON.stringify(response.body()), 'secret')
    }
    assert.deepEqual(await names(acme), [])
    assert.deepEqual(await runJobs(), [])
  })

  test('a command is announced once, by its own name', async ({ assert }) => {
    const acme = await start()
    const id = await makeCustomer(acme, { name: 'Ann' })
    seen = []

    await UnitOfWork.run(forOrganization(acme.id), async () => {
      const customer = await Customer.findOrFail(id)
      await customer.deactivate()
      await customer.deactivate()
    })

    assert.deepEqual(seen, ['customers:deactivate status'])
  })

  test('bulk goes the same way, each record by itself', async ({ client, assert }) => {
    const acme = await start()
    const ids = [
      await makeCustomer(acme, { name: 'Ann' }),
      await makeCustomer(acme, { name: 'Ben' }),
    ]
    seen = []

    const response = await client
      .post('/api/customers/bulk_update/')
      .bearerToken(acme.owner.token)
      .json({ ids, data: { status: 'vip' } })

    response.assertStatus(200)
    assert.deepEqual(seen, ['customers:update status', 'customers:update status'])
  })

  test('listeners are told after the commit, of what happened and of events', async ({
    client,
    assert,
  }) => {
    const acme = await start({ greeting: 'Welcome' })
    const response = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann' })
    seen = []

    await runJobs()

    assert.deepEqual(seen, ['greeted Welcome true'])
    const [message] = told
    assert.equal(message?.name, 'customers:create')
    assert.equal(message?.actorId, acme.owner.userId)
    assert.containsSubset(message?.payload, {
      id: response.body().id,
      changes: { name: { before: null, after: 'Ann' } },
    })
  })

  test('a listener that fails is told again, alone, with the same message', async ({ assert }) => {
    const acme = await start()
    failures = 2
    await makeCustomer(acme, { name: 'Ann' })
    seen = []

    const ran = await runJobs({ evenLater: true })

    assert.equal(ran.filter(({ outcome }) => outcome === 'failed').length, 2)
    assert.lengthOf(told, 1)
    assert.deepEqual(seen, ['greeted Hello true'])
  })

  test('work that is undone tells no one', async ({ assert }) => {
    const acme = await start()
    await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      await Customer.create({ name: 'Ann' })
      unit.markForRollback()
    })

    assert.deepEqual(await runJobs(), [])
  })

  test('where the plugin is off, its hooks and listeners are silent', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const globex = await makeCompany('Globex')
    await makeCustomer(acme, { name: 'Ann' })
    await client.patch('/api/plugins/probe/').bearerToken(acme.owner.token).json({ enabled: false })
    seen = []
    told = []

    await makeCustomer(acme, { name: 'Nobody' })
    await makeCustomer(globex, { name: 'Nobody' })
    await runJobs()

    assert.deepEqual(seen, [])
    assert.deepEqual(told, [])
  })
})
