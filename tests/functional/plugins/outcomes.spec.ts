import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { alone } from '#tests/support/alone'
import { api } from '#tests/support/api'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { type Pipeline, defaultPipeline, makeDeal, stageNamed } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { csv, importFile } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

/** What the plugin was asked, and what it was told afterwards. */
let asked: string[] = []
let told: string[] = []
let isShut = false

const watch = definePlugin({
  id: 'watch',
  version: '1.0.0',
  hooks: {
    'deals:win': {
      before({ veto }) {
        if (isShut) veto('Nothing is won today.')
        asked.push('before win')
      },
      after: ({ changes }) => void asked.push(`after win ${String(changes.status?.after)}`),
    },
    'deals:lose': { after: () => void asked.push('lose') },
    'deals:move': { after: () => void asked.push('move') },
    'leads:qualify': { after: () => void asked.push('qualify') },
    'leads:disqualify': { after: () => void asked.push('disqualify') },
    'leads:assign': { after: () => void asked.push('assign') },
    'leads:score': { after: () => void asked.push('score') },
    'leads:convert': { after: () => void asked.push('convert') },
    'customers:activate': { after: () => void asked.push('activate') },
    'customers:deactivate': { after: () => void asked.push('deactivate') },
    'employees:terminate': { after: () => void asked.push('terminate') },
    'pipelines:set_default': { after: () => void asked.push('set_default') },
  },
  listeners: { 'deals:win': ({ name }) => void told.push(name) },
})

interface Ground {
  readonly client: ApiClient
  readonly acme: Company
  readonly pipeline: Pipeline
  readonly deal: string
}

/** Does something that is to succeed. @returns the record that it is about */
type Way = (ground: Ground) => Promise<string>

const WAYS_TO_WIN: Readonly<Record<string, Way>> = {
  'win/': async ({ client, acme, deal }) => {
    const response = await api(client, acme.owner).post(`/api/deals/${deal}/win/`)
    response.assertStatus(200)
    return deal
  },
  'move_stage/': async ({ client, acme, deal, pipeline }) => {
    const { id } = stageNamed(pipeline, 'Closed Won')
    const response = await api(client, acme.owner).post(`/api/deals/${deal}/move_stage/`, {
      stage_id: id,
    })
    response.assertStatus(200)
    return deal
  },
  'a change of its stage': async ({ client, acme, deal, pipeline }) => {
    const { id } = stageNamed(pipeline, 'Closed Won')
    const response = await api(client, acme.owner).patch(`/api/deals/${deal}/`, { stage_id: id })
    response.assertStatus(200)
    return deal
  },
  'one change to many': async ({ client, acme, deal, pipeline }) => {
    const { id } = stageNamed(pipeline, 'Closed Won')
    const response = await api(client, acme.owner).post('/api/deals/bulk_update/', {
      ids: [deal],
      data: { stage_id: id },
    })
    response.assertStatus(200)
    return deal
  },
  'being made so': async ({ client, acme, pipeline }) => {
    const { id } = stageNamed(pipeline, 'Closed Won')
    const response = await api(client, acme.owner).post('/api/deals/', {
      title: 'Sold at once',
      stage_id: id,
    })
    response.assertStatus(201)
    return response.body().id
  },
  'an import': async ({ client, acme }) => {
    const done = await importFile(client, acme.owner, csv('title,stage', 'Old,Closed Won'), {
      resource: 'deals',
      mapping: { title: 'title', stage_id: { column: 'stage', lookup: 'name' } },
    })
    if (done.created !== 1) throw new Error(JSON.stringify(done.errors))
    const list = await api(client, acme.owner).get('/api/deals/?title=Old')
    return list.body().results[0].id
  },
  'a conversion': async ({ client, acme, pipeline }) => {
    const lead = await makeLead(acme)
    const { id } = stageNamed(pipeline, 'Closed Won')
    const response = await api(client, acme.owner).post(`/api/leads/${lead}/convert/`, {
      deal: { title: 'Sold', stage_id: id },
    })
    response.assertStatus(201)
    return response.body().deal_id
  },
}

test.group('Plugins | what has happened, however it came about', (group) => {
  alone(group)
  let acme: Company
  bring(group, [watch])

  group.each.setup(async () => {
    await forgetJobs()
    isShut = false
    acme = await makeCompany()
    await turnOn(acme, 'watch')
  })

  const ground = async (client: ApiClient): Promise<Ground> => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const deal = await makeDeal(acme, { title: 'Rockets' })
    asked = []
    told = []
    return { client, acme, pipeline, deal }
  }

  for (const [name, way] of Object.entries(WAYS_TO_WIN)) {
    test(`a deal is won by ${name}: asked once before and after, told once, and logged`, async ({
      client,
      assert,
    }) => {
      const here = await ground(client)

      const id = await way(here)

      const wins = asked.filter((line) => line.includes('win'))
      assert.deepEqual(wins, ['before win', 'after win won'])
      const response = await api(client, acme.owner).get(`/api/deals/${id}/`)
      assert.equal(response.body().status, 'won')
      const events = (await eventsOf(acme, 'deals')).filter((event) => event.record_id === id)
      assert.lengthOf(
        events.filter(({ action }) => action === 'deals:win'),
        1
      )
      await runJobs()
      assert.deepEqual(told, ['deals:win'])
    })
  }

  test('a veto of the win keeps it from happening by {0}, and leaves nothing')
    .with(Object.entries(WAYS_TO_WIN))
    .run(async ({ client, assert }, [, way]) => {
      const here = await ground(client)
      const before = await api(client, acme.owner).get('/api/deals/')
      isShut = true

      await way(here).catch(() => null)

      const after = await api(client, acme.owner).get('/api/deals/')
      assert.deepEqual(after.body().results, before.body().results)
      assert.lengthOf(
        (await eventsOf(acme, 'deals')).filter(({ action }) => action === 'deals:win'),
        0
      )
    })

  test('a change of the stage that closes nothing is a move, and a loss is one', async ({
    client,
    assert,
  }) => {
    const { pipeline, deal } = await ground(client)
    const { patch, post } = api(client, acme.owner)
    const path = `/api/deals/${deal}/`

    await patch(path, { stage_id: stageNamed(pipeline, 'Proposal').id })
    assert.deepEqual(asked, ['move'])
    await patch(path, { stage_id: stageNamed(pipeline, 'Closed Lost').id, lost_reason: 'Price' })
    assert.deepEqual(asked, ['move', 'lose', 'move'])
    await post(`${path}reopen/`)
    assert.deepEqual(asked, ['move', 'lose', 'move'])
    await post(`${path}lose/`, { lost_reason: 'Price' })
    assert.deepEqual(asked, ['move', 'lose', 'move', 'lose'])
  })

  test('a lead is qualified, assigned and scored by a change, a creation and an import, too', async ({
    client,
    assert,
  }) => {
    await ground(client)
    const { patch, post } = api(client, acme.owner)
    const employee = await makeEmployee(acme)
    const lead = await makeLead(acme)
    asked = []

    await patch(`/api/leads/${lead}/`, { qualification_status: 'qualified' })
    await patch(`/api/leads/${lead}/`, { assigned_to_id: employee })
    await patch(`/api/leads/${lead}/`, { lead_score: 7 })
    await patch(`/api/leads/${lead}/`, { notes: 'none of these' })
    assert.deepEqual(asked, ['qualify', 'assign', 'score'])
    const changes = (await eventsOf(acme, 'leads')).filter(({ record_id: id }) => id === lead)
    assert.includeMembers(
      changes.map(({ action }) => action),
      ['leads:qualify', 'leads:assign', 'leads:score', 'leads:update']
    )

    asked = []
    const made = await post('/api/leads/', {
      name: 'Ann',
      qualification_status: 'unqualified',
      assigned_to_id: employee,
    })
    made.assertStatus(201)
    assert.sameMembers(asked, ['assign', 'disqualify'])

    asked = []
    await importFile(client, acme.owner, csv('name,state', 'Ben,qualified'), {
      resource: 'leads',
      mapping: { name: 'name', qualification_status: 'state' },
    })
    assert.deepEqual(asked, ['qualify'])
  })

  test('a lead is converted by its command alone, and that is no qualification', async ({
    client,
    assert,
  }) => {
    await ground(client)
    const { patch, post } = api(client, acme.owner)
    const lead = await makeLead(acme, { qualification_status: 'qualified' })
    asked = []
    for (const refused of [
      await patch(`/api/leads/${lead}/`, { qualification_status: 'converted' }),
      await post('/api/leads/', { name: 'Ann', qualification_status: 'converted' }),
    ]) {
      refused.assertStatus(422)
    }
    await post(`/api/leads/${lead}/convert/`)
    await post(`/api/leads/${lead}/unconvert/`)
    assert.deepEqual(asked, ['convert'])
  })

  test('leads that a successor takes over are assigned, also where hooks look at nothing else', async ({
    client,
    assert,
  }) => {
    await ground(client)
    const [from, to] = [await makeEmployee(acme), await makeEmployee(acme)]
    const lead = await makeLead(acme, { assigned_to_id: from })
    asked = []
    const response = await api(client, acme.owner).post(`/api/employees/${from}/terminate/`, {
      reassign_to: to,
    })
    response.assertStatus(200)
    assert.sameMembers(asked, ['terminate', 'assign'])
    const [event] = (await eventsOf(acme, 'leads'))
      .filter(({ record_id: id }) => id === lead)
      .slice(-1)
    assert.equal(event?.action, 'leads:assign')
  })

  test('customers and the default pipeline, by a change as by a command', async ({
    client,
    assert,
  }) => {
    await ground(client)
    const { patch, post } = api(client, acme.owner)
    const customer = await makeCustomer(acme, { status: 'prospect' })
    asked = []
    await patch(`/api/customers/${customer}/`, { status: 'inactive' })
    await patch(`/api/customers/${customer}/`, { status: 'active' })
    await post(`/api/customers/${customer}/deactivate/`)
    assert.deepEqual(asked, ['deactivate', 'activate', 'deactivate'])

    asked = []
    const made = await post('/api/pipelines/', { name: 'Second', is_default: true })
    made.assertStatus(201)
    assert.deepEqual(asked, ['set_default'])
  })

  test('an employee is terminated by its command alone', async ({ client }) => {
    const employee = await makeEmployee(acme)
    const refused = await api(client, acme.owner).patch(`/api/employees/${employee}/`, {
      status: 'terminated',
    })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'status', rule: 'use_terminate' }] })
  })
})
