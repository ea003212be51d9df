import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import type { WorkContext } from '#core/plugins/api'
import { defineProcess, definePlugin } from '#core/plugins/api'
import { toProblem } from '#core/http/exceptions/to_problem'
import Customer from '#plugins/customers/models/customer'
import Lead from '#plugins/leads/models/lead'
import { api } from '#tests/support/api'
import { makeApiKey } from '#tests/support/api_keys'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

declare module '#core/plugins/api' {
  interface Jobs {
    'relay:apart': { left: number }
    'relay:whole': Record<never, never>
  }
  interface Processes {
    'relay:walk': Record<never, never>
  }
}

/** What somebody who may make leads, and no vendors, is let do at the end of a chain. */
interface End {
  readonly actor: string | null
  readonly key: string | null
  readonly vendor: number | 'made'
}

/** How the listener of a customer makes the lead, whose listener is the end of the chain. */
let way: (context: WorkContext) => Promise<unknown> = async () => null
let ends: End[] = []
let refusals: number[] = []

const byRecords = ({ records }: WorkContext) => records('leads').create({ name: 'Next' })
const byModel = ({ transaction }: WorkContext) =>
  transaction(() => Lead.create({ name: 'Next', source: 'website' }))

async function refusal(work: Promise<unknown>): Promise<number | 'made'> {
  try {
    await work
    return 'made'
  } catch (error) {
    return toProblem(error).status
  }
}

const relay = definePlugin({
  id: 'relay',
  version: '1.0.0',
  listeners: {
    async 'customers:update'(_message, context) {
      const outcome = await refusal(way(context))
      if (outcome !== 'made') refusals.push(outcome)
    },
    async 'leads:create'({ actorId }, context) {
      const caller = await context.caller()
      const key = caller?.keyId ?? null
      const vendor = await refusal(context.records('vendors').create({ name: 'Bolts' }))
      ends.push({ actor: actorId, key, vendor })
    },
  },
  jobs: {
    apart: {
      input: vine.object({ left: vine.number() }),
      async handle(context, input) {
        const left = Number(Object(input).left)
        if (left > 0) await context.enqueue('relay:apart', { left: left - 1 })
        else await byModel(context)
      },
    },
    whole: {
      transaction: true,
      async handle() {
        await Lead.create({ name: 'Next', source: 'website' })
      },
    },
  },
  processes: {
    walk: defineProcess({
      steps: [{ name: 'walk', run: async (context) => void (await byModel(context)) }],
    }),
  },
})

const WAYS: Readonly<Record<string, (context: WorkContext) => Promise<unknown>>> = {
  'records()': byRecords,
  'records() of a transaction': ({ transaction }) =>
    transaction(({ records }) => records('leads').create({ name: 'Next' })),
  'records() of the system': ({ asSystem }) => asSystem().records('leads').create({ name: 'Next' }),
  'a model in a transaction': byModel,
  'a job': ({ enqueue }) => enqueue('relay:apart', { left: 0 }),
  'a job of a job of a transaction': ({ transaction }) =>
    transaction(({ enqueue }) => enqueue('relay:apart', { left: 1 })),
  'a job that is one transaction': ({ enqueue }) => enqueue('relay:whole', {}),
  'a process': ({ start }) => start('relay:walk', {}),
}

const GRANTS = ['customers:read', 'customers:update', 'leads:create', 'leads:read']

test.group('Plugins | on whose behalf what comes later is done', (group) => {
  let acme: Company
  let customer: string
  bring(group, [relay])
  group.each.setup(async () => {
    await forgetJobs()
    ends = []
    refusals = []
    acme = await makeCompany()
    await turnOn(acme, 'relay')
    customer = await makeCustomer(acme, { name: 'Ann' })
    await forgetJobs()
  })

  const change = async (client: ApiClient, token: string) => {
    const path = `/api/customers/${customer}/`
    const response = await api(client, { ...acme.owner, token }).patch(path, { city: 'Rome' })
    response.assertStatus(200)
  }
  /** Within the role of sales, narrowed; its sponsor may do everything. */
  const makeKey = (client: ApiClient) =>
    makeApiKey(client, acme.owner, { role: 'admin', permissions: GRANTS })
  const eventOfLead = async () => {
    const [event] = await eventsOf(acme, 'leads')
    return { actor: event?.actor_id, key: event?.api_key_id }
  }

  for (const [name, taken] of Object.entries(WAYS)) {
    test(`a key causes by ${name} what the key may, and no more`, async ({ client, assert }) => {
      way = taken
      const { id, key } = await makeKey(client)
      await change(client, key)
      await runJobs()

      assert.deepEqual(ends, [{ actor: acme.owner.userId, key: id, vendor: 403 }])
      assert.deepEqual(await eventOfLead(), { actor: acme.owner.userId, key: id })
    })

    test(`a user causes by ${name} what the user may, and no more`, async ({ client, assert }) => {
      way = taken
      const member = await hireWith(acme, GRANTS)
      await change(client, member.token)
      await runJobs()

      assert.deepEqual(ends, [{ actor: member.userId, key: null, vendor: 403 }])
      assert.deepEqual(await eventOfLead(), { actor: member.userId, key: null })
    })

    test(`the system causes by ${name} what the system may`, async ({ assert }) => {
      way = taken
      await UnitOfWork.run(forOrganization(acme.id), async () => {
        const record = await Customer.findOrFail(customer)
        await record.merge({ city: 'Rome' }).save()
      })
      await runJobs()

      assert.deepEqual(ends, [{ actor: null, key: null, vendor: 'made' }])
      assert.deepEqual(await eventOfLead(), { actor: null, key: null })
    })

    test(`a key that is revoked meanwhile causes by ${name} nothing with rights of its own`, async ({
      client,
      assert,
    }) => {
      way = taken
      const { id, key } = await makeKey(client)
      await change(client, key)
      const revoked = await api(client, acme.owner).post(`/api/api-keys/${id}/revoke/`)
      revoked.assertStatus(200)
      await runJobs()

      const isRefused = name === 'records()' || name === 'records() of a transaction'
      const end = { actor: acme.owner.userId, key: null, vendor: 403 }
      assert.deepEqual(ends, isRefused ? [] : [end])
      assert.deepEqual(refusals, isRefused ? [403] : [])
    })
  }

  test('a key that is narrowed meanwhile causes what it may then', async ({ client, assert }) => {
    way = byRecords
    const { id, key } = await makeKey(client)
    await change(client, key)
    const narrowed = { permissions: ['customers:read', 'customers:update'] }
    const response = await api(client, acme.owner).patch(`/api/api-keys/${id}/`, narrowed)
    response.assertStatus(200)
    await runJobs()

    assert.deepEqual([ends, refusals], [[], [403]])
    assert.deepEqual(await eventsOf(acme, 'leads'), [])
  })

  test('a key that is deleted meanwhile is still told of in the audit log', async ({
    client,
    assert,
  }) => {
    way = byModel
    const { id, key } = await makeKey(client)
    await change(client, key)
    const deleted = await api(client, acme.owner).delete(`/api/api-keys/${id}/`)
    deleted.assertStatus(204)
    await runJobs()

    assert.deepEqual(await eventOfLead(), { actor: acme.owner.userId, key: id })
    assert.deepEqual(ends, [{ actor: acme.owner.userId, key: null, vendor: 403 }])
  })
})
