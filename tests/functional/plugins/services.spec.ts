import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import PluginInspect from '#commands/plugin_inspect'
import { definePlugin } from '#core/plugins/api'
import { service } from '#core/plugins/services/service'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'
import Customer from '#plugins/customers/models/customer'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeLead } from '#tests/support/leads'
import { hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

declare module '#core/plugins/api' {
  interface Services {
    'abacus.add': { input: readonly number[]; output: number }
  }
}

/** Adds points to what the rules give. */
const bonus = definePlugin({
  id: 'bonus',
  version: '1.0.0',
  settings: { schema: vine.object({ points: vine.number() }), defaults: { points: 7 } },
  services: {
    'leads.score': {
      wrap: async (next, input, { settings }) => [
        ...(await next(input)),
        { id: 'bonus.given', label: 'Bonus', reads: ['notes'], points: () => settings.points },
      ],
    },
  },
})

/** Halves the points of all rules that come to it. */
const strict = definePlugin({
  id: 'strict',
  version: '1.0.0',
  after: ['bonus'],
  services: {
    'leads.score': {
      async wrap(next, input) {
        const rules = await next(input)
        return rules.map((rule) => ({
          ...rule,
          points: async (of) => (await rule.points(of)) / 2,
        }))
      },
    },
  },
})

/** Makes every lead the same customer's, in place of the core. */
const oneCustomer = definePlugin({
  id: 'one-customer',
  version: '1.0.0',
  services: {
    'leads.convert': {
      async wrap(_next, { lead }) {
        const customer = await Customer.create({ name: `From ${lead.code}`, status: 'vip' })
        return { customer, isNew: true, filled: [], deal: null, notCarried: [] }
      },
    },
  },
})

const numbers = definePlugin({
  id: 'numbers',
  version: '1.0.0',
  services: {
    'codes.next': {
      wrap: (next, input) => (input.resource === 'customers' ? 'K-2026-1' : next(input)),
    },
  },
})

const broken = definePlugin({
  id: 'broken-part',
  version: '1.0.0',
  services: {
    'leads.convert': {
      wrap() {
        throw new Error('secret of the plugin')
      },
    },
  },
})

/** Lets everything go on, and hears what goes wrong. */
const failures: unknown[] = []
const through = definePlugin({
  id: 'through',
  version: '1.0.0',
  services: {
    'leads.convert': {
      async wrap(next, input) {
        try {
          return await next(input)
        } catch (error) {
          failures.push(error)
          throw error
        }
      },
    },
  },
})

/** Looks up a customer with the rights of its context. */
let looked: readonly [user: string | undefined, found: unknown] | null = null
let sought = ''
const looking = definePlugin({
  id: 'looking',
  version: '1.0.0',
  services: {
    'leads.convert': {
      async wrap(next, input, { caller, records }) {
        looked = [caller?.userId, await records('customers').find(sought)]
        return next(input)
      },
    },
  },
})

const refusing = definePlugin({
  id: 'refusing',
  version: '1.0.0',
  hooks: { 'customers:create': { before: ({ veto }) => veto('Not today.') } },
})

const abacus = definePlugin({
  id: 'abacus',
  version: '1.0.0',
  provides: {
    'abacus.add': (terms) => {
      if (terms.length === 0) throw new Error('secret of the plugin')
      return terms.reduce((sum, term) => sum + term, 0)
    },
  },
})

const lead = { name: 'Ann Lee', email: 'ann@example.com' }

test.group('Plugins | services', (group) => {
  bring(group, [bonus, strict, oneCustomer, numbers, broken, through, looking, refusing, abacus])

  test('are done by the plugins that are on, in their order, around what the module does', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, post } = api(client, acme.owner)
    const pointsOf = async () => {
      const { id } = (await post('/api/leads/', lead)).body()
      const { automatic } = (await get(`/api/leads/${id}/score/`)).body()
      const rules: { id: string; points: number }[] = automatic.rules
      return Object.fromEntries(
        rules.filter(({ points }) => points).map((rule) => [rule.id, rule.points])
      )
    }

    const plain = await pointsOf()
    await turnOn(acme, 'bonus', { points: 8 })
    const more = await pointsOf()
    await turnOn(acme, 'strict')
    const inside = await pointsOf()

    assert.notProperty(plain, 'bonus.given')
    assert.deepEqual(more, { ...plain, 'bonus.given': 8 })
    assert.equal(inside['bonus.given'], 8, 'it is around the one that halves')
    assert.equal(inside.email, Number(plain.email) / 2)
  })

  test('give their parts a context with the rights of the caller', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'looking')
    sought = await makeCustomer(acme, { name: 'Not theirs' })
    const grants = ['leads:read', 'leads:convert', 'customers:read/own', 'customers:create']
    const seller = await hireWith(acme, grants)
    const { id } = (await api(client, acme.owner).post('/api/leads/', lead)).body()

    const converted = await api(client, seller).post(`/api/leads/${id}/convert/`)

    converted.assertStatus(201)
    assert.deepEqual(looked, [seller.userId, null])
  })

  test('can be replaced: a lead becomes what a plugin makes of it, and can be taken back', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'one-customer')
    const { get, post } = api(client, acme.owner)
    const { id, code } = (await post('/api/leads/', lead)).body()

    const converted = await post(`/api/leads/${id}/convert/`)

    converted.assertStatus(201)
    const { customer_id: customerId } = converted.body()
    const customer = (await get(`/api/customers/${customerId}/`)).body()
    assert.containsSubset(customer, { name: `From ${code}`, status: 'vip' })
    const known = (await get(`/api/leads/${id}/`)).body()
    assert.equal(known.qualification_status, 'converted')
    const undone = await post(`/api/leads/${id}/unconvert/`)
    undone.assertStatus(200)
    assert.equal((await get(`/api/customers/${customerId}/`)).status(), 404)
  })

  test('name the plugin whose part fails, and nothing is written', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'broken-part')
    const { get, post } = api(client, acme.owner)
    const { id } = (await post('/api/leads/', lead)).body()

    const failed = await post(`/api/leads/${id}/convert/`)

    failed.assertStatus(500)
    failed.assertBodyContains({ code: 'plugin_failed', plugin: 'broken-part' })
    assert.notInclude(failed.text(), 'secret')
    assert.equal((await get(`/api/leads/${id}/`)).body().qualification_status, 'new')
  })

  test('let what the module refuses, or the database does, pass through a plugin as it is', async ({
    client,
    assert,
  }) => {
    failures.length = 0
    const acme = await makeCompany()
    await turnOn(acme, 'through')
    await turnOn(acme, 'numbers')
    const { get, post } = api(client, acme.owner)
    const { id } = (await post('/api/leads/', lead)).body()
    const other = (await post('/api/leads/', { ...lead, email: 'ben@example.com' })).body()

    await post(`/api/leads/${other.id}/convert/`)
    const taken = await post(`/api/leads/${id}/convert/`)

    taken.assertStatus(409)
    taken.assertBodyContains({ code: 'already_exists', field: 'code' })
    assert.equal((await get(`/api/leads/${id}/`)).body().qualification_status, 'new')

    await turnOn(acme, 'refusing')
    const refused = await post(`/api/leads/${id}/convert/`)
    refused.assertStatus(422)
    refused.assertBodyContains({ code: 'vetoed', plugin: 'refusing', detail: 'Not today.' })
    assert.lengthOf(failures, 1)
  })

  test('number records: what a plugin answers, or the database where it answers null', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'numbers')
    const globex = await makeCompany('Globex')
    const made = async (company: typeof acme, path: string, body: object) =>
      (await api(client, company.owner).post(path, { ...body })).body().code

    assert.equal(await made(acme, '/api/customers/', { name: 'Ann' }), 'K-2026-1')
    assert.notEqual(await made(acme, '/api/leads/', lead), 'K-2026-1')
    assert.notEqual(await made(globex, '/api/customers/', { name: 'Ann' }), 'K-2026-1')
  })

  test('of a plugin are there where it is on, and fail under its name', async ({ assert }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    await turnOn(acme, 'abacus')
    const add = (id: string, terms: number[]) =>
      UnitOfWork.run(forOrganization(id), () => service('abacus.add', terms))

    assert.equal(await add(acme.id, [1, 2]), 3)
    await assert.rejects(() => add(globex.id, [1, 2]), /"abacus".*is off/)
    const failed: unknown = await add(acme.id, []).catch((error: unknown) => error)
    assert.containsSubset(failed, { code: 'plugin_failed', extra: { plugin: 'abacus' } })
  })

  test("are the module's own where no organization is", async ({ assert }) => {
    const code = await UnitOfWork.run(asSystem, () =>
      service('codes.next', { resource: 'customers' })
    )
    assert.isNull(code)
  })

  test('duplicates.find can be asked and replaced like any other', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'duplicates')
    const known = await makeCustomer(acme, { name: 'Ann', email: 'ann@example.com' })
    const found = await UnitOfWork.run(forOrganization(acme.id), async () =>
      service('duplicates.find', { record: await Customer.findOrFail(known), leads: false })
    )
    assert.isNull(found, 'no one is their own duplicate')
    const id = await makeLead(acme, { email: 'ANN@example.com' })
    const { extensions } = (await api(client, acme.owner).get(`/api/leads/${id}/`)).body()
    assert.equal(extensions.duplicates.of, known)
  })

  test('are shown by plugin:inspect with all who are asked, in their order', async ({ assert }) => {
    ace.ui.switchMode('raw')
    const command = await ace.create(PluginInspect, ['strict'])
    await command.exec()
    const text = ace.ui.logger
      .getLogs()
      .map(({ message }) => message)
      .join('\n')
    ace.ui.switchMode('normal')

    assert.include(text, 'leads.score: duplicates → bonus → strict → leads')
  })
})
