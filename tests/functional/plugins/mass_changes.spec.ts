import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import {
  act,
  defaultPipeline,
  makeDeal,
  makePipeline,
  showDeal,
  stageNamed,
} from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { countStatements } from '#tests/support/statements'

/** What the plugin was asked, in order. */
let seen: string[] = []

const watch = definePlugin({
  id: 'watch',
  version: '1.0.0',
  hooks: {
    'customers:update': {
      before({ record, veto }) {
        if (record.name === 'Loyal') veto('Loyal stays where they are')
        record.notes = 'handed over'
      },
      after({ action, changes }) {
        seen.push(`${action} ${Object.keys(changes).sort().join(' ')}`)
      },
    },
    'employees:update': {
      after: ({ record }) => {
        seen.push(`leads ${record.firstName}`)
      },
    },
    'deals:move': {
      before({ record, veto }) {
        if (record.title === 'Fixed') veto('Fixed deals stay')
      },
      after: ({ record }) => {
        seen.push(`moved ${record.title}`)
      },
    },
  },
})

test.group('Plugins | mass changes', (group) => {
  let acme: Company
  let id: string
  let successor: string
  bring(group, [watch])

  group.each.setup(async () => {
    seen = []
    acme = await makeCompany()
    id = await makeEmployee(acme)
    successor = await makeEmployee(acme, { firstName: 'Sue', lastName: 'Cess' })
  })

  test('hooks see each record that a successor takes over, and each report', async ({
    client,
    assert,
  }) => {
    const { get, patch, post } = api(client, acme.owner)
    await turnOn(acme, 'watch')
    const customers = [
      await makeCustomer(acme, { name: 'Ann', assigned_to_id: id }),
      await makeCustomer(acme, { name: 'Ben', assigned_to_id: id }),
    ]
    const report = await makeEmployee(acme, { firstName: 'Rita' })
    await patch(`/api/employees/${report}/`, { manager_id: id })
    seen = []

    const response = await post(`/api/employees/${id}/terminate/`, { reassign_to: successor })

    response.assertStatus(200)
    assert.deepEqual(
      seen.filter((line) => line.startsWith('customers')),
      Array.from(customers, () => 'customers:update assigned_to_id notes updated_at version')
    )
    assert.include(seen, 'leads Rita')
    for (const customer of customers) {
      const {
        assigned_to: assignee,
        notes,
        version,
      } = (await get(`/api/customers/${customer}/`)).body()
      assert.deepEqual([assignee.id, notes, version], [successor, 'handed over', 2])
    }
    assert.equal((await get(`/api/employees/${report}/`)).body().manager.id, successor)
  })

  test('one veto keeps all of it from happening', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    await turnOn(acme, 'watch')
    const ann = await makeCustomer(acme, { name: 'Ann', assigned_to_id: id })
    await makeCustomer(acme, { name: 'Loyal', assigned_to_id: id })

    const response = await post(`/api/employees/${id}/terminate/`, { reassign_to: successor })

    response.assertStatus(422)
    response.assertBodyContains({ code: 'vetoed', detail: 'Loyal stays where they are' })
    assert.equal((await get(`/api/employees/${id}/`)).body().status, 'active')
    assert.equal((await get(`/api/customers/${ann}/`)).body().assigned_to.id, id)
  })

  test('where no one looks, any number of records is one statement', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const statementsFor = async (count: number) => {
      const who = await makeEmployee(acme)
      for (let made = 0; made < count; made += 1) await makeCustomer(acme, { assigned_to_id: who })
      return countStatements(async () => {
        const path = `/api/employees/${who}/terminate/`
        const response = await post(path, { reassign_to: successor })
        response.assertStatus(200)
      })
    }

    assert.equal(await statementsFor(6), await statementsFor(1))
  })

  test('a stage goes with its deals when no hook holds one of them', async ({ client, assert }) => {
    await turnOn(acme, 'watch')
    const request = api(client, acme.owner)
    const pipeline = await defaultPipeline(client, acme.owner)
    const [from, to] = [stageNamed(pipeline, 'Proposal'), stageNamed(pipeline, 'Negotiation')]
    const moved = await makeDeal(acme, { title: 'Moved', stage_id: from.id })
    const fixed = await makeDeal(acme, { title: 'Fixed', stage_id: from.id })
    const path = `/api/pipeline-stages/${from.id}/?reassign_to=${to.id}`

    const refused = await request.delete(path)
    refused.assertStatus(422)
    refused.assertBodyContains({ code: 'vetoed' })
    assert.equal((await showDeal(client, acme.owner, moved)).stage.id, from.id)

    await request.patch(`/api/deals/${fixed}/`, { title: 'Free' })
    seen = []
    const response = await request.delete(path)
    response.assertStatus(204)
    assert.sameMembers(seen, ['moved Moved', 'moved Free'])
    const { stage, probability } = await showDeal(client, acme.owner, moved)
    assert.deepEqual([stage.id, probability], [to.id, '75.00'])
  })

  test('a won deal that goes to another pipeline stays won on its day', async ({
    client,
    assert,
  }) => {
    await turnOn(acme, 'watch')
    const target = await defaultPipeline(client, acme.owner)
    const going = await makePipeline(client, acme.owner)
    const deal = await makeDeal(acme, { title: 'Won', pipeline_id: going.id, value: '10' })
    await act(client, acme.owner, deal, 'win', { actual_close_date: '2026-01-31' })

    const path = `/api/pipelines/${going.id}/?reassign_to=${target.id}`
    const response = await api(client, acme.owner).delete(path)

    response.assertStatus(204)
    assert.include(seen, 'moved Won')
    const shown = await showDeal(client, acme.owner, deal)
    assert.containSubset(shown, {
      pipeline: { id: target.id },
      status: 'won',
      probability: '100.00',
      actual_close_date: '2026-01-31',
    })
  })
})
