import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { definePlugin } from '#core/plugins/api'
import type { Json } from '#core/plugins/api'
import { installedPlugins as standing } from '#core/plugins/installed'
import { problemsOf } from '#core/plugins/problems'
import { everything } from '#core/resources/openapi/reader'
import { mandatoryText } from '#core/resources/validation/fields'
import { describeApi } from '#core/resources/openapi/document'
import { api } from '#tests/support/api'
import { defaultPipeline, makeDeal, showDeal, stageNamed } from '#tests/support/deals'
import Deal from '#plugins/deals/models/deal'
import { csv, importFile, makeImport } from '#tests/support/imports'
import { makeCustomer } from '#tests/support/customers'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

let given: [string, Json | null][] = []
/** A deal that a hook wins besides the one that is won. */
let other: string | null = null

const signer = definePlugin({
  id: 'signer',
  version: '1.0.0',
  inputs: {
    'deals:win': vine.object({
      contract: vine.string().maxLength(20),
      pages: vine.number({ strict: true }).optional(),
    }),
    'deals:move': vine.object({ why: vine.string().optional() }),
    'leads:convert': vine.object({ gift: vine.boolean({ strict: true }).optional() }),
    'customers:deactivate': vine.object({ why: vine.string() }),
    'imports:cancel': vine.object({ why: vine.string() }),
    'imports:revert': vine.object({ why: vine.string() }),
  },
  hooks: {
    'deals:*': {
      async before({ action, input, record }) {
        given.push([action, input])
        if (other === null || record.$primaryKeyValue === other) return
        const deal = await Deal.findOrFail(other)
        other = deal.id
        await deal.win()
      },
    },
    'imports:*': { before: ({ action, input }) => void given.push([action, input]) },
    'leads:*': { after: ({ action, input }) => void given.push([action, input]) },
    'customers:*': { after: ({ action, input }) => void given.push([action, input]) },
  },
})

test.group('Plugins | input of commands', (group) => {
  let acme: Company
  bring(group, [signer])
  group.each.setup(async () => {
    acme = await makeCompany()
    await turnOn(acme, 'signer')
    given = []
    other = null
  })

  test('is taken beside what the command takes, and given to hooks of that command', async ({
    client,
    assert,
  }) => {
    const deal = await makeDeal(acme, { title: 'Rockets' })
    const lead = await makeLead(acme)
    const customer = await makeCustomer(acme)
    const { post } = api(client, acme.owner)
    given = []

    const won = await post(`/api/deals/${deal}/win/`, {
      actual_close_date: '2026-03-02',
      extensions: { signer: { contract: 'C-1', pages: 3 } },
    })
    won.assertStatus(200)
    assert.equal(won.body().deal.actual_close_date, '2026-03-02')
    const converted = await post(`/api/leads/${lead}/convert/`, {
      extensions: { signer: { gift: true } },
    })
    converted.assertStatus(201)
    const off = await post(`/api/customers/${customer}/deactivate/`, {
      extensions: { signer: { why: 'gone' } },
    })
    off.assertStatus(200)

    assert.deepEqual(given, [
      ['deals:win', { contract: 'C-1', pages: 3 }],
      ['customers:create', { gift: true }],
      ['leads:convert', { gift: true }],
      ['customers:deactivate', { why: 'gone' }],
    ])
  })

  test('is given to the record that the command is about, and to no other one', async ({
    client,
    assert,
  }) => {
    const deal = await makeDeal(acme, { title: 'Rockets' })
    other = await makeDeal(acme, { title: 'Boosters' })
    given = []
    const won = await api(client, acme.owner).post(`/api/deals/${deal.toUpperCase()}/win/`, {
      extensions: { signer: { contract: 'C-1' } },
    })
    won.assertStatus(200)
    assert.deepEqual(given, [
      ['deals:win', { contract: 'C-1' }],
      ['deals:win', null],
    ])
  })

  test('is taken by imports that are cancelled or reverted', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const running = await makeImport(acme)
    given = []
    const body = { extensions: { signer: { why: 'late' } } }
    const refused = await post(`/api/imports/${running}/cancel/`)
    refused.assertStatus(422)
    const cancelled = await post(`/api/imports/${running}/cancel/`, body)
    cancelled.assertStatus(200)
    assert.deepEqual(given, [['imports:cancel', { why: 'late' }]])

    const done = await importFile(client, acme.owner, csv('name', 'New'))
    given = []
    const reverted = await post(`/api/imports/${done.id}/revert/`, body)
    reverted.assertStatus(200)
    assert.deepEqual(given[0], ['imports:revert', { why: 'late' }])
  })

  test('that does not fit is refused by name, and nothing happens', async ({ client, assert }) => {
    const deal = await makeDeal(acme, { title: 'Rockets' })
    given = []
    const { post } = api(client, acme.owner)
    const fieldsOf = async (body: Record<string, unknown>) => {
      const response = await post(`/api/deals/${deal}/win/`, body)
      response.assertStatus(422)
      return response.body().errors.map(({ field }: { field: string }) => field)
    }

    assert.deepEqual(await fieldsOf({}), ['extensions.signer.contract'])
    assert.deepEqual(await fieldsOf({ extensions: 'C-1' }), ['extensions'])
    assert.deepEqual(
      await fieldsOf({ extensions: { nobody: {}, signer: { contract: 7, colour: 'red' } } }),
      ['extensions.nobody', 'extensions.signer.colour', 'extensions.signer.contract']
    )
    assert.deepEqual(await fieldsOf({ extensions: { signer: { contract: 'C' } }, colour: 'red' }), [
      'colour',
    ])
    const { status, version } = await showDeal(client, acme.owner, deal)
    assert.deepEqual([status, version], ['open', 1])
    assert.deepEqual(given, [])
  })

  test('is none where the action comes about otherwise, and where the plugin is off', async ({
    client,
    assert,
  }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const [deal, second] = [await makeDeal(acme), await makeDeal(acme)]
    given = []
    const { patch, post } = api(client, acme.owner)
    const body = { stage_id: stageNamed(pipeline, 'Closed Won').id }
    const moved = await post(`/api/deals/${deal}/move_stage/`, {
      ...body,
      extensions: { signer: { why: 'done' } },
    })
    moved.assertStatus(200)
    assert.deepEqual(given, [
      ['deals:move', { why: 'done' }],
      ['deals:win', null],
    ])

    await patch('/api/plugins/signer/', { enabled: false })
    const refused = await post(`/api/deals/${second}/win/`, {
      extensions: { signer: { contract: 'C-1' } },
    })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'extensions' }] })
    const won = await post(`/api/deals/${second}/win/`)
    won.assertStatus(200)
  })

  test('is described where the plugin is on, as what must be sent', async ({ client, assert }) => {
    const { paths } = await describeApi(everything())
    const schemaOf = (document: unknown, path: string): unknown => {
      const operation = Object(document)[path]?.post
      return operation?.requestBody?.content['application/json'].schema
    }
    assert.containsSubset(schemaOf(paths, '/api/deals/{id}/win'), {
      required: ['extensions'],
      properties: {
        actual_close_date: {},
        extensions: {
          required: ['signer'],
          properties: { signer: { required: ['contract'], additionalProperties: false } },
          additionalProperties: false,
        },
      },
    })
    const mine = await api(client, acme.owner).get('/api/openapi/mine.json')
    assert.containsSubset(schemaOf(mine.body().paths, '/api/deals/{id}/move_stage'), {
      properties: { extensions: { properties: { signer: {} } } },
    })
    const globex = await makeCompany('Globex')
    const theirs = await api(client, globex.owner).get('/api/openapi/mine.json')
    const without = Object(schemaOf(theirs.body().paths, '/api/deals/{id}/win')).properties
    assert.notProperty(without, 'extensions')
  })

  test('of what is no command, or no schema, keeps a plugin from starting', ({ assert }) => {
    const byChange = ['customers:assign', 'deals:assign', 'vendors:assign', 'imports:finish']
    const broken = {
      ...signer,
      id: 'broken',
      inputs: {
        'deals:update': vine.object({}),
        'deals:win': {},
        'deals:lose': vine.object(Object({ number: mandatoryText(255) })),
        ...Object.fromEntries(byChange.map((name) => [name, vine.object({})])),
      },
    }
    const problems = problemsOf([...standing(), Object(broken)])
    assert.includeMembers(problems, [
      '"broken" takes input of "deals:update", which is no command',
      '"broken" takes input of "deals:win" whose schema is no object of Vine',
      '"broken" takes input of "deals:lose" whose schema holds what is no rule of Vine, such as a pair of "create" and "update"',
      ...byChange.map(
        (name) =>
          `"broken" takes input of "${name}", which is no command: it comes about by a change, or later, and takes none`
      ),
    ])
  })
})
