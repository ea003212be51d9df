import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import vine from '@vinejs/vine'
import { definePlugin } from '#core/plugins/api'
import { alone } from '#tests/support/alone'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { csv, importFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

/** What happened to records, as the plugin was asked about it before and after. */
let seen: string[] = []

const gate = definePlugin({
  id: 'gate',
  version: '1.0.0',
  settings: {
    schema: vine.object({ is_shut: vine.boolean({ strict: true }), points: vine.number() }),
    defaults: { is_shut: false, points: 0 },
  },
  hooks: {
    '*': {
      before({ action, settings, veto }) {
        if (settings.is_shut && /^(customers|leads):/.test(action)) veto('The gate is shut.')
        seen.push(`before ${action}`)
      },
      after: ({ action }) => void seen.push(`after ${action}`),
    },
  },
  services: {
    'leads.score': {
      wrap: async (next, input, { settings }) => [
        ...(await next(input)),
        {
          id: 'gate.luck',
          label: 'Luck',
          reads: ['email'],
          points: () => settings.points,
        },
      ],
    },
  },
})

interface Ground {
  readonly client: ApiClient
  readonly acme: Company
  readonly customer: string
  readonly deleted: string
  readonly lead: string
}

/** A way in which records are written: what happens by it, and what it says to a veto. */
interface Way {
  readonly name: string
  readonly actions: readonly string[]
  write(ground: Ground): Promise<unknown>
  readonly vetoed: (answer: unknown) => boolean
}

const send = async (
  { client, acme }: Ground,
  method: 'post' | 'put' | 'patch' | 'delete',
  path: string,
  body = {}
) => {
  const response = await api(client, acme.owner)[method](path, body)
  return { status: response.status(), body: response.body() }
}

const isRefusal = (answer: unknown) =>
  Object(answer).status === 422 && Object(answer).body.code === 'vetoed'
const isRefusalOfEach = (answer: unknown) =>
  Object(answer).body.results.every(({ error }: { error?: { code: string } }) => {
    return error?.code === 'vetoed'
  })
const isRefusalOfLines = (answer: unknown) => Object(answer).errors[0]?.rule === 'vetoed'

const WAYS: readonly Way[] = [
  {
    name: 'a request that creates',
    actions: ['customers:create'],
    write: (ground) => send(ground, 'post', '/api/customers/', { name: 'New' }),
    vetoed: isRefusal,
  },
  {
    name: 'a request that changes',
    actions: ['customers:update'],
    write: (ground) =>
      send(ground, 'patch', `/api/customers/${ground.customer}/`, { city: 'Rome' }),
    vetoed: isRefusal,
  },
  {
    name: 'a command of the business',
    actions: ['customers:deactivate'],
    write: (ground) => send(ground, 'post', `/api/customers/${ground.customer}/deactivate/`),
    vetoed: isRefusal,
  },
  {
    name: 'a request that deletes',
    actions: ['customers:delete'],
    write: (ground) => send(ground, 'delete', `/api/customers/${ground.customer}/`),
    vetoed: isRefusal,
  },
  {
    name: 'a request that restores',
    actions: ['customers:restore'],
    write: (ground) => send(ground, 'post', `/api/customers/${ground.deleted}/restore/`),
    vetoed: isRefusal,
  },
  {
    name: 'one change to many',
    actions: ['customers:update'],
    write: (ground) =>
      send(ground, 'post', '/api/customers/bulk_update/', {
        ids: [ground.customer],
        data: { city: 'Rome' },
      }),
    vetoed: isRefusalOfEach,
  },
  {
    name: 'many deletions',
    actions: ['customers:delete'],
    write: (ground) =>
      send(ground, 'post', '/api/customers/bulk_delete/', { ids: [ground.customer] }),
    vetoed: isRefusalOfEach,
  },
  {
    name: 'a conversion',
    actions: ['leads:convert', 'customers:create'],
    write: (ground) =>
      send(ground, 'post', `/api/leads/${ground.lead}/convert/`, { customer_type: 'business' }),
    vetoed: isRefusal,
  },
  {
    name: 'an import that creates',
    actions: ['customers:create'],
    write: ({ client, acme }) => importFile(client, acme.owner, csv('name', 'New')),
    vetoed: isRefusalOfLines,
  },
  {
    name: 'an import that changes',
    actions: ['customers:update'],
    write: ({ client, acme }) =>
      importFile(client, acme.owner, csv('name,city', 'Known,Rome'), {
        mapping: { name: 'name', city: 'city' },
        match_by: 'name',
      }),
    vetoed: isRefusalOfLines,
  },
  {
    name: 'node ace leads:score',
    actions: ['leads:update'],
    write: async ({ acme }) => {
      await turnOn(acme, 'gate', { points: 7 })
      seen = []
      await ace.exec('leads:score', [])
      const suffix = acme.slug.split('-').at(-1) ?? ''
      const lines = ace.ui.logger.getLogs().map(({ message }) => message)
      return lines.filter((line) => line.includes(suffix)).join()
    },
    vetoed: (answer) => String(answer).includes('refused by the plugin "gate": The gate is shut.'),
  },
]

const RECORDS = `
  SELECT 'customer' AS kind, id, name, city, status, deleted_at IS NULL AS is_there, version
  FROM customers WHERE organization_id = app_organization()
  UNION ALL
  SELECT 'lead', id, name, lead_score::text, qualification_status, deleted_at IS NULL, version
  FROM leads WHERE organization_id = app_organization()
  ORDER BY id`

test.group('Plugins | ways of writing', (group) => {
  alone(group)
  bring(group, [gate])
  group.each.setup(async () => {
    await forgetJobs()
    ace.ui.switchMode('raw')
    ace.ui.logger.flushLogs()
    return () => void ace.ui.switchMode('normal')
  })

  const ground = async (client: ApiClient): Promise<Ground> => {
    const acme = await makeCompany()
    const customer = await makeCustomer(acme, { name: 'Known', city: 'Oslo' })
    const deleted = await makeCustomer(acme, { name: 'Gone' })
    const lead = await makeLead(acme, { name: 'Lea', email: 'lea@example.com' })
    await client.delete(`/api/customers/${deleted}/`).bearerToken(acme.owner.token)
    await turnOn(acme, 'gate')
    seen = []
    return { client, acme, customer, deleted, lead }
  }

  test('a hook is asked before and after: {name}')
    .with([...WAYS])
    .run(async ({ client, assert }, { actions, write, vetoed }) => {
      const here = await ground(client)
      const before = await inDatabase(here.acme, RECORDS)

      const answer = await write(here)

      assert.isFalse(vetoed(answer))
      assert.notDeepEqual(await inDatabase(here.acme, RECORDS), before)
      /* What a conversion associates besides is told, too. */
      const heard = seen.filter((line) => / (customers|leads):(?!associate)/.test(line))
      for (const action of actions) {
        assert.lengthOf(
          heard.filter((line) => line === `before ${action}`),
          1,
          action
        )
        assert.lengthOf(
          heard.filter((line) => line === `after ${action}`),
          1,
          action
        )
      }
      assert.lengthOf(heard, actions.length * 2, `${heard}`)
    })

  test('a veto is heard, and leaves everything as it was: {name}')
    .with([...WAYS])
    .run(async ({ client, assert }, { write, vetoed }) => {
      const here = await ground(client)
      await turnOn(here.acme, 'gate', { is_shut: true })
      const before = await inDatabase(here.acme, RECORDS)

      const answer = await write(here)

      assert.isTrue(vetoed(answer), JSON.stringify(answer))
      assert.deepEqual(await inDatabase(here.acme, RECORDS), before)
    })
})
