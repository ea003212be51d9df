import { test } from '@japa/runner'
import type { ApiResponse } from '@japa/api-client'
import Customer from '#plugins/customers/models/customer'
import OrganizationPlugin from '#core/plugins/models/organization_plugin'
import { definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { databaseProblem } from '#core/http/exceptions/database_problem'
import { api } from '#tests/support/api'
import { makeLead } from '#tests/support/leads'
import { makeCompany } from '#tests/support/personas'
import { pluginFailures } from '#tests/support/plugin_failures'
import { bring, turnOn } from '#tests/support/plugins'
import { listenToLog } from '#tests/support/secrets'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

const careless = definePlugin({
  id: 'careless',
  version: '1.0.0',
  async seed({ query }) {
    await query(`UPDATE organizations SET description = 'Sown'`)
    throw new Error('secret of the plugin')
  },
  scopes: {
    customers: () => {
      throw new Error('secret of the plugin')
    },
  },
  policies: {
    'leads:delete': () => {
      throw new Error('secret of the plugin')
    },
  },
  hooks: {
    'vendors:create': {
      before() {
        throw new Error('secret of the plugin')
      },
    },
    'vendors:update': {
      after() {
        throw new Error('secret of the plugin')
      },
    },
  },
  services: {
    'leads.score': {
      wrap: async (next, input) => [
        ...(await next(input)),
        {
          id: 'careless.guess',
          label: 'Guessed',
          reads: ['email'],
          points() {
            throw new Error('secret of the plugin')
          },
        },
      ],
    },
  },
})

/** Announces what is another plugin's to announce. */
const imposter = definePlugin({
  id: 'imposter',
  version: '1.0.0',
  hooks: {
    'vendors:create': {
      async after({ record, emit }) {
        await emit('loyalty:tier-reached', { customer_id: record.id, tier: 'gold', points: 1 })
      },
    },
  },
})

/** Writes what the database refuses, and returns before the database has said so. */
const hasty = definePlugin({
  id: 'hasty',
  version: '1.0.0',
  hooks: {
    'vendors:create': {
      async after() {
        await Customer.create({ name: 'Ann', rating: '99' })
      },
    },
  },
})

/** Narrows, and computes, by what PostgreSQL cannot do. */
const garbler = definePlugin({
  id: 'garbler',
  version: '1.0.0',
  fields: {
    leads: {
      ratio: extension.computed('integer', { title: 'Ratio', sql: 'length(r.code) / 0' }),
    },
  },
  scopes: {
    customers: () => 'r.no_such_column = 1',
    vendors: () => `r.name::int > 0`,
    leads: (bind) => `r.name <> ${bind('No one')}`,
  },
})

test.group('Plugins | that throw', (group) => {
  bring(group, [careless, imposter, hasty, garbler])

  const failed = (response: ApiResponse) => {
    response.assertStatus(500)
    response.assertBodyContains({ code: 'plugin_failed', plugin: 'careless' })
    if (response.text().includes('secret')) throw new Error('It told what the plugin said')
  }

  test('while they sow are not turned on, and have sown nothing', async ({ client }) => {
    const acme = await makeCompany()
    const { token } = acme.owner

    failed(await client.patch('/api/plugins/careless/').bearerToken(token).json({ enabled: true }))

    const after = await client.get('/api/plugins/careless/').bearerToken(token)
    after.assertBodyContains({ enabled: false })
    const organization = await client.get(`/api/organizations/${acme.id}/`).bearerToken(token)
    organization.assertBodyContains({ description: null })
  })

  test('or announce an event of another, are named, and nothing is written', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'imposter')
    const { get, post } = api(client, acme.owner)

    const response = await post('/api/vendors/', { name: 'Tools' })

    response.assertStatus(500)
    response.assertBodyContains({ code: 'plugin_failed', plugin: 'imposter' })
    assert.equal((await get('/api/vendors/')).body().count, 0)
  })

  test('or write what the database refuses after they have returned, are named in answer and log', async ({
    client,
    assert,
    cleanup,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'hasty')
    const { get, post } = api(client, acme.owner)
    const logged = await listenToLog(cleanup)

    const response = await post('/api/vendors/', { name: 'Tools' })

    response.assertStatus(500)
    response.assertBodyContains({ code: 'plugin_failed', plugin: 'hasty' })
    assert.match(
      pluginFailures().join(),
      /"hasty" failed in vendors:create: .*numeric field overflow/s
    )
    const log = await logged()
    assert.match(log, /"plugin":"hasty","part":"vendors:create","msg":"A plugin failed"/)
    assert.lengthOf(log.match(/"stack":/g) ?? [], 1)
    assert.equal((await get('/api/vendors/')).body().count, 0)
    assert.equal((await get('/api/customers/')).body().count, 0)
  })

  test('or narrow by SQL that cannot run are named, and only for what they narrow so', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, post } = api(client, acme.owner)
    await post('/api/vendors/', { name: 'Tools' })
    await makeLead(acme, { name: 'Ann' })
    await turnOn(acme, 'garbler')

    for (const path of [
      '/api/customers/',
      '/api/vendors/',
      '/api/customers/export/',
      '/api/leads/?ordering=extensions.garbler.ratio',
    ]) {
      const response = await get(path)
      assert.equal(response.status(), 500, path)
      response.assertBodyContains({ code: 'plugin_failed', plugin: 'garbler' })
      assert.notInclude(response.text(), 'no_such_column')
    }
    const leads = await get('/api/leads/')
    leads.assertStatus(200)
    const malformed = await get('/api/leads/?created_at=yesterday')
    assert.notEqual(malformed.body().code, 'plugin_failed')
  })

  test('or have constraints that a write violates are named, with the field', ({ assert }) => {
    const refusalOf = (error: object) =>
      databaseProblem(Object.assign(new Error('violated'), { name: 'error', ...error }))
    const check = { code: '23514', table: 'loyalty_entries' }

    assert.containsSubset(refusalOf({ ...check, constraint: 'loyalty_entries_points_check' }), {
      status: 422,
      extra: { plugin: 'loyalty' },
      errors: [{ field: 'points' }],
    })
    const onOthers = {
      code: '23514',
      table: 'customers',
      constraint: 'loyalty_customers_tier_check',
    }
    assert.containsSubset(refusalOf(onOthers), {
      extra: { plugin: 'loyalty' },
      errors: [{ field: 'tier' }],
    })
    const unique = { code: '23505', table: 'loyalty_entries', constraint: 'loyalty_entries_once' }
    assert.containsSubset(refusalOf(unique), { status: 409, extra: { plugin: 'loyalty' } })
    const core = refusalOf({
      code: '23505',
      table: 'customers',
      constraint: 'customers_code_unique',
    })
    assert.deepEqual(core?.extra, { field: 'code' })
  })

  test('in the handler of a route are named in answer and log', async ({
    client,
    assert,
    cleanup,
  }) => {
    const acme = await makeCompany()
    const logged = await listenToLog(cleanup)

    failed(await api(client, acme.owner).post('/api/probes/fails_in_a_plugin', {}))

    assert.match(await logged(), /"stack":"Error: secret of the plugin.*"plugin":"careless"/)
  })

  test('in a hook, a scope, a policy or a rule of a score are named, and nothing is written', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const vendor = (await api(client, acme.owner).post('/api/vendors/', { name: 'Tools' })).body()
    const lead = await makeLead(acme, { name: 'Ann' })
    await UnitOfWork.run(forOrganization(acme.id), async () => {
      const choice = await OrganizationPlugin.about(careless)
      choice.isEnabled = true
      await choice.save()
    })
    const { get, post, patch, delete: destroy } = api(client, acme.owner)

    failed(await post('/api/vendors/', { name: 'Other' }))
    failed(await patch(`/api/vendors/${vendor.id}/`, { name: 'Other' }))
    const vendors = (await get('/api/vendors/')).body().results
    assert.deepEqual(
      vendors.map(({ name }: { name: string }) => name),
      ['Tools']
    )
    failed(await get('/api/customers/'))
    failed(await patch(`/api/leads/${lead}/`, { email: 'ann@example.com' }))
    failed(await destroy(`/api/leads/${lead}/`))
    const { email, version } = (await get(`/api/leads/${lead}/`)).body()
    assert.notEqual(email, 'ann@example.com')
    assert.equal(version, 1)
  })
})
