import type { LucidRow } from '@adonisjs/lucid/types/model'
import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { alone } from '#tests/support/alone'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import {
  type Pipeline,
  defaultPipeline,
  inDatabase,
  makeDeal,
  makePipeline,
  showDeal,
  stageNamed,
} from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeImport } from '#tests/support/imports'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const NOT_THERE = 'No one puts deals there.'
const KEPT = 'This is kept.'

/** What policies were asked about, with what the record was going to be. */
let seen: [string, unknown][] = []
let closedStage: string | null = null
/** The actions that are refused, by policies and by vetoes. */
let refused: ReadonlySet<string> = new Set()
let vetoed: ReadonlySet<string> = new Set()

const see =
  (action: string, attribute: string) =>
  ({ record }: { readonly record: LucidRow }) => {
    seen.push([action, record.$attributes[attribute]])
    return closedStage === null || record.$attributes.stageId !== closedStage || NOT_THERE
  }
const keep = (action: string) => () => !refused.has(action) || KEPT

const watcher = definePlugin({
  id: 'watcher',
  version: '1.0.0',
  policies: {
    'deals:move': see('deals:move', 'stageId'),
    'deals:win': see('deals:win', 'status'),
    'deals:lose': see('deals:lose', 'lostReason'),
    'deals:reopen': see('deals:reopen', 'status'),
    'deals:assign': see('deals:assign', 'assignedToId'),
    'leads:assign': see('leads:assign', 'assignedToId'),
    'leads:qualify': see('leads:qualify', 'qualificationStatus'),
    'leads:score': see('leads:score', 'scoreManual'),
    'customers:deactivate': see('customers:deactivate', 'status'),
    'pipelines:set_default': see('pipelines:set_default', 'isDefault'),
    'employees:terminate': see('employees:terminate', 'status'),
    'imports:cancel': see('imports:cancel', 'status'),
    'customers:delete': keep('customers:delete'),
    'customers:update': keep('customers:update'),
    'deals:delete': keep('deals:delete'),
  },
  hooks: {
    'customers:delete': {
      before: ({ action, veto }) => void (vetoed.has(action) && veto('Not this one.')),
    },
    'deals:delete': {
      before: ({ action, veto }) => void (vetoed.has(action) && veto('Not this one.')),
    },
  },
})

test.group('Plugins | policies and the record as it is about to be written', (group) => {
  alone(group)
  let acme: Company
  bring(group, [watcher])
  group.each.setup(async () => {
    acme = await makeCompany()
    await turnOn(acme, 'watcher')
    closedStage = null
    refused = new Set()
    vetoed = new Set()
    seen = []
  })

  test('a deal is seen where it goes, by commands, changes and many at once', async ({
    client,
    assert,
  }) => {
    const { patch, post } = api(client, acme.owner)
    const pipeline: Pipeline = await defaultPipeline(client, acme.owner)
    const stage = stageNamed(pipeline, 'Proposal').id
    const won = stageNamed(pipeline, 'Closed Won').id
    const made = async () => {
      const deal = await makeDeal(acme)
      seen = []
      return deal
    }

    await post(`/api/deals/${await made()}/move_stage/`, { stage_id: stage })
    assert.deepEqual(seen, [['deals:move', stage]])
    await patch(`/api/deals/${await made()}/`, { stage_id: stage })
    assert.deepEqual(seen, [['deals:move', stage]])
    await post('/api/deals/bulk_update/', { ids: [await made()], data: { stage_id: stage } })
    assert.deepEqual(seen, [['deals:move', stage]])

    const deal = await made()
    await post(`/api/deals/${deal}/move_stage/`, { stage_id: won })
    assert.deepEqual(seen, [
      ['deals:move', won],
      ['deals:win', 'won'],
    ])
    seen = []
    await post(`/api/deals/${deal}/reopen/`)
    assert.deepEqual(seen, [['deals:reopen', 'open']])
    await post(`/api/deals/${await made()}/win/`)
    assert.deepEqual(seen, [['deals:win', 'won']])
    await post(`/api/deals/${await made()}/lose/`, { lost_reason: 'Price' })
    assert.deepEqual(seen, [['deals:lose', 'Price']])
    const employee = await makeEmployee(acme)
    await patch(`/api/deals/${await made()}/`, { assigned_to_id: employee })
    assert.deepEqual(seen, [['deals:assign', employee]])
  })

  test('so is whatever else has a name, once', async ({ client, assert }) => {
    const { patch, post, put } = api(client, acme.owner)
    const [first, second] = [await makeEmployee(acme), await makeEmployee(acme)]
    const lead = await makeLead(acme)
    const customer = await makeCustomer(acme)
    const pipeline = await makePipeline(client, acme.owner)
    const running = await makeImport(acme)
    seen = []

    await post(`/api/leads/${lead}/assign/`, { assigned_to_id: first })
    await patch(`/api/leads/${lead}/`, { assigned_to_id: second })
    await post(`/api/leads/${lead}/qualify/`)
    await put(`/api/leads/${lead}/score/`, { score: 7 })
    await post(`/api/customers/${customer}/deactivate/`)
    await post(`/api/pipelines/${pipeline.id}/set_default/`)
    await post(`/api/employees/${first}/terminate/`)
    await post(`/api/imports/${running}/cancel/`)

    assert.deepEqual(seen, [
      ['leads:assign', first],
      ['leads:assign', second],
      ['leads:qualify', 'qualified'],
      ['leads:score', 7],
      ['customers:deactivate', 'inactive'],
      ['pipelines:set_default', true],
      ['employees:terminate', 'terminated'],
      ['imports:cancel', 'canceled'],
    ])
  })

  test('what it would become is refused, and nothing is written', async ({ client, assert }) => {
    const { patch, post } = api(client, acme.owner)
    const pipeline = await defaultPipeline(client, acme.owner)
    closedStage = stageNamed(pipeline, 'Proposal').id
    const deal = await makeDeal(acme)
    const before = await showDeal(client, acme.owner, deal)
    const body = { stage_id: closedStage }

    for (const response of [
      await post(`/api/deals/${deal}/move_stage/`, body),
      await patch(`/api/deals/${deal}/`, body),
    ]) {
      response.assertStatus(403)
      response.assertBodyContains({ code: 'permission_denied', detail: NOT_THERE })
    }
    assert.deepEqual(await showDeal(client, acme.owner, deal), before)
  })

  const RECORDS = `
    SELECT id, name AS what, deleted_at, version FROM customers
    WHERE organization_id = app_organization()
    UNION ALL SELECT id, title, deleted_at, version FROM deals WHERE organization_id = app_organization()
    UNION ALL SELECT id, qualification_status::text, deleted_at, version FROM leads
    WHERE organization_id = app_organization() ORDER BY id`

  for (const [action, body] of [
    ['customers:delete', {}],
    ['deals:delete', { deal: { title: 'Rockets' } }],
  ] as const) {
    test(`a conversion that is taken back passes neither the policy nor the veto of ${action}`, async ({
      client,
      assert,
    }) => {
      const { post } = api(client, acme.owner)
      const lead = await makeLead(acme)
      const converted = await post(`/api/leads/${lead}/convert/`, body)
      converted.assertStatus(201)
      const before = await inDatabase(acme, RECORDS)

      refused = new Set([action])
      const denied = await post(`/api/leads/${lead}/unconvert/`)
      denied.assertStatus(403)
      denied.assertBodyContains({ code: 'permission_denied', detail: KEPT })
      refused = new Set()
      vetoed = new Set([action])
      const stopped = await post(`/api/leads/${lead}/unconvert/`)
      stopped.assertStatus(422)
      stopped.assertBodyContains({ code: 'vetoed', plugin: 'watcher' })
      assert.deepEqual(await inDatabase(acme, RECORDS), before)

      vetoed = new Set()
      const taken = await post(`/api/leads/${lead}/unconvert/`)
      taken.assertStatus(200)
    })
  }

  test('a conversion into a customer that there was is taken back as a change of it', async ({
    client,
    assert,
  }) => {
    const { post } = api(client, acme.owner)
    const customer = await makeCustomer(acme)
    const lead = await makeLead(acme, { city: 'Oslo' })
    const converted = await post(`/api/leads/${lead}/convert/`, { customer_id: customer })
    converted.assertStatus(201)
    const before = await inDatabase(acme, RECORDS)

    refused = new Set(['customers:update'])
    const denied = await post(`/api/leads/${lead}/unconvert/`)
    denied.assertStatus(403)
    assert.deepEqual(await inDatabase(acme, RECORDS), before)
  })
})
