import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import {
  type Pipeline,
  act,
  defaultPipeline,
  makeDeal,
  makePipeline,
  showDeal,
  stageNamed,
} from '#tests/support/deals'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { DealFactory } from '#plugins/deals/factories/deal_factory'
import { PipelineFactory } from '#plugins/deals/factories/pipeline_factory'
import { inCompany } from '#tests/support/records'

const TODAY = () => new Date().toISOString().slice(0, 10)

test.group('Deals | win, lose, reopen, move', (group) => {
  let acme: Company
  let pipeline: Pipeline

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('each is for those who may, and for deals that are there', async ({ client, assert }) => {
    const viewer = await hire(acme, { roles: ['viewer'] })
    const sales = await hire(acme, { roles: ['sales'] })
    const globex = await makeCompany('Globex')
    const deleted = await makeDeal(acme)
    await client.delete(`/api/deals/${deleted}/`).bearerToken(acme.owner.token)
    for (const [action, permission] of [
      ['move_stage', 'deals:move'],
      ['win', 'deals:close'],
      ['mark_won', 'deals:close'],
      ['lose', 'deals:close'],
      ['mark_lost', 'deals:close'],
      ['reopen', 'deals:close'],
    ] as const) {
      const id = await makeDeal(acme)
      const body = action.includes('lo') ? { lost_reason: 'Price' } : {}
      const before = await showDeal(client, acme.owner, id)

      const anonymous = await client.post(`/api/deals/${id}/${action}/`).json(body)
      anonymous.assertStatus(401)
      const refused = await act(client, viewer, id, action, body)
      refused.assertStatus(403)
      refused.assertBodyContains({ permission })
      const foreign = await act(client, globex.owner, id, action, body)
      foreign.assertStatus(404)
      const gone = await act(client, acme.owner, deleted, action, body)
      gone.assertStatus(404)
      const absent = await act(client, acme.owner, randomUUID(), action, body)
      absent.assertStatus(404)
      const unknown = await act(client, acme.owner, id, action, { ...body, colour: 'red' })
      unknown.assertStatus(422)
      const stale = await client
        .post(`/api/deals/${id}/${action}/`)
        .header('If-Match', '"7"')
        .bearerToken(acme.owner.token)
        .json(body)
      stale.assertStatus(412)
      assert.deepEqual(await showDeal(client, acme.owner, id), before)

      const allowed = await act(client, sales, id, action, body)
      allowed.assertStatus(200)
    }
  })

  test('a won deal is in the won stage, certain, and closed today', async ({ client, assert }) => {
    const id = await makeDeal(acme, { value: '300' })
    const response = await act(client, acme.owner, id, 'win')
    response.assertStatus(200)
    response.assertBodyContains({
      message: 'Deal marked as won.',
      deal: {
        id,
        status: 'won',
        is_won: true,
        is_lost: false,
        stage: { name: 'Closed Won' },
        probability: '100.00',
        expected_revenue: '300.00',
        actual_close_date: TODAY(),
        version: 2,
      },
    })
    assert.deepEqual(response.body().deal, await showDeal(client, acme.owner, id))

    const again = await act(client, acme.owner, id, 'mark_won', { actual_close_date: '2020-01-01' })
    again.assertStatus(200)
    assert.deepEqual(again.body().deal, response.body().deal)
  })

  test('a lost deal is in the lost stage, hopeless, and says why', async ({ client, assert }) => {
    const id = await makeDeal(acme, { value: '300' })
    const before = await showDeal(client, acme.owner, id)
    for (const body of [{}, { lost_reason: '  ' }, { lost_reason: null }]) {
      const refused = await act(client, acme.owner, id, 'lose', body)
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ field: 'lost_reason' }] })
    }
    assert.deepEqual(await showDeal(client, acme.owner, id), before)

    const response = await act(client, acme.owner, id, 'mark_lost', {
      lost_reason: 'Too dear',
      actual_close_date: '2024-02-29',
    })
    response.assertBodyContains({
      message: 'Deal marked as lost.',
      deal: {
        status: 'lost',
        is_won: false,
        is_lost: true,
        stage: { name: 'Closed Lost' },
        probability: '0.00',
        expected_revenue: '0.00',
        lost_reason: 'Too dear',
        actual_close_date: '2024-02-29',
      },
    })
    const again = await act(client, acme.owner, id, 'lose', { lost_reason: 'Another' })
    again.assertStatus(200)
    assert.equal(again.body().deal.lost_reason, 'Too dear')
  })

  test('a reason of the list and its words stand for each other', async ({ client, assert }) => {
    const made = await client
      .post('/api/lost-reasons/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Went to a competitor' })
    made.assertStatus(201)
    const reason = made.body().id

    const byId = await act(client, acme.owner, await makeDeal(acme), 'lose', {
      lost_reason_id: reason,
    })
    byId.assertBodyContains({
      deal: { lost_reason: 'Went to a competitor', lost_reason_id: reason },
    })
    const byWords = await act(client, acme.owner, await makeDeal(acme), 'lose', {
      lost_reason: 'went to a COMPETITOR',
    })
    assert.equal(byWords.body().deal.lost_reason_id, reason)

    await client.delete(`/api/lost-reasons/${reason}/`).bearerToken(acme.owner.token)
    const kept = await showDeal(client, acme.owner, byId.body().deal.id)
    assert.equal(kept.lost_reason, 'Went to a competitor')
    const gone = await act(client, acme.owner, await makeDeal(acme), 'lose', {
      lost_reason_id: reason,
    })
    gone.assertStatus(422)
    gone.assertBodyContains({ errors: [{ field: 'lost_reason_id' }] })
  })

  test('what is said with it is not derived over, also when it is what the deal has', async ({
    client,
    assert,
  }) => {
    const { patch } = api(client, acme.owner)
    const made = await client
      .post('/api/lost-reasons/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Price' })
    const reason = made.body().id
    const words = 'Too dear by half'

    const id = await makeDeal(acme)
    await act(client, acme.owner, id, 'lose', { lost_reason: words })
    const path = `/api/deals/${id}/`
    const byWords = await patch(path, { lost_reason: words, lost_reason_id: reason })
    assert.containsSubset(byWords.body(), { lost_reason: words, lost_reason_id: reason })
    const byId = await patch(path, { lost_reason: 'Cost', lost_reason_id: reason })
    assert.containsSubset(byId.body(), { lost_reason: 'Cost', lost_reason_id: reason })
    const alone = await patch(path, { lost_reason_id: null })
    const again = await patch(path, { lost_reason_id: reason })
    assert.containsSubset(alone.body(), { lost_reason: 'Cost', lost_reason_id: null })
    assert.containsSubset(again.body(), { lost_reason: 'Price', lost_reason_id: reason })
  })

  test('a reopened deal is where it was, with the probability it had', async ({
    client,
    assert,
  }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const stage = stageNamed(pipeline, 'Negotiation')
    const id = await makeDeal(acme, { stage_id: stage.id, probability: '66', value: '100' })
    await act(client, acme.owner, id, 'lose', { lost_reason: 'Price' })

    const response = await act(client, acme.owner, id, 'reopen')
    response.assertBodyContains({
      message: 'Deal reopened.',
      deal: {
        status: 'open',
        is_lost: false,
        stage: { id: stage.id },
        probability: '66.00',
        expected_revenue: '66.00',
        actual_close_date: null,
        lost_reason: null,
      },
    })
    const again = await act(client, acme.owner, id, 'reopen')
    again.assertStatus(200)
    assert.deepEqual(again.body().deal, response.body().deal)

    await act(client, acme.owner, id, 'win')
    const elsewhere = await act(client, acme.owner, id, 'reopen', {
      stage_id: stageNamed(pipeline, 'Proposal').id,
    })
    elsewhere.assertBodyContains({ deal: { stage: { name: 'Proposal' }, probability: '50.00' } })
  })

  test('a closed deal is neither moved nor closed the other way before it is reopened', async ({
    client,
    assert,
  }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const { id: stage } = stageNamed(pipeline, 'Proposal')
    const [won, lost] = await inCompany(acme, async () => [
      (await DealFactory.apply('won').create()).id,
      (await DealFactory.apply('lost').create()).id,
    ])
    const before = [
      await showDeal(client, acme.owner, won),
      await showDeal(client, acme.owner, lost),
    ]

    for (const refused of [
      await act(client, acme.owner, won, 'lose', { lost_reason: 'Price' }),
      await act(client, acme.owner, won, 'move_stage', { stage_id: stage }),
      await act(client, acme.owner, lost, 'win'),
      await act(client, acme.owner, lost, 'move_stage', { stage_id: stage }),
      await client
        .patch(`/api/deals/${won}/`)
        .bearerToken(acme.owner.token)
        .json({ stage_id: stage }),
    ]) {
      refused.assertStatus(409)
      refused.assertBodyContains({ code: 'deal_closed' })
    }
    assert.deepEqual(
      [await showDeal(client, acme.owner, won), await showDeal(client, acme.owner, lost)],
      before
    )
  })

  test('moves to the named stage, or to the next one, with its probability', async ({
    client,
    assert,
  }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const id = await makeDeal(acme, { value: '1000' })
    const named = await act(client, acme.owner, id, 'move_stage', {
      stage_id: stageNamed(pipeline, 'Proposal').id,
    })
    named.assertBodyContains({
      message: 'Deal moved to new stage.',
      deal: { stage: { name: 'Proposal' }, probability: '50.00', expected_revenue: '500.00' },
    })
    const next = await act(client, acme.owner, id, 'move_stage')
    next.assertBodyContains({ deal: { stage: { name: 'Negotiation' }, probability: '75.00' } })

    const same = await act(client, acme.owner, id, 'move_stage', {
      stage_id: stageNamed(pipeline, 'Negotiation').id,
    })
    same.assertStatus(200)
    assert.deepEqual(same.body().deal, next.body().deal)
  })

  test('is closed by moving it into a closed stage, by those who may close', async ({ client }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const [won, lost] = [stageNamed(pipeline, 'Closed Won'), stageNamed(pipeline, 'Closed Lost')]
    const mover = await hireWith(acme, ['deals:read', 'deals:move', 'deals:update'])
    const id = await makeDeal(acme)

    for (const refused of [
      await act(client, mover, id, 'move_stage', { stage_id: won.id }),
      await client.patch(`/api/deals/${id}/`).bearerToken(mover.token).json({ stage_id: won.id }),
    ]) {
      refused.assertStatus(403)
      refused.assertBodyContains({ permission: 'deals:close' })
    }
    const unexplained = await act(client, acme.owner, id, 'move_stage', { stage_id: lost.id })
    unexplained.assertStatus(422)
    unexplained.assertBodyContains({ errors: [{ field: 'lost_reason' }] })
    const explained = await act(client, acme.owner, id, 'move_stage', {
      stage_id: lost.id,
      lost_reason: 'Price',
    })
    explained.assertBodyContains({ deal: { status: 'lost', probability: '0.00' } })
    const sold = await act(client, acme.owner, await makeDeal(acme), 'move_stage', {
      stage_id: won.id,
    })
    sold.assertBodyContains({ deal: { is_won: true, actual_close_date: TODAY() } })
  })

  test('stays where it is when the stage is foreign, absent, deleted, idle or elsewhere', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    const theirs = await defaultPipeline(client, globex.owner)
    const other = await makePipeline(client, acme.owner)
    pipeline = await defaultPipeline(client, acme.owner)
    const deleted = stageNamed(pipeline, 'Qualification').id
    await client.delete(`/api/pipeline-stages/${deleted}/`).bearerToken(acme.owner.token)
    const idle = stageNamed(pipeline, 'Negotiation').id
    await client
      .patch(`/api/pipeline-stages/${idle}/`)
      .bearerToken(acme.owner.token)
      .json({ is_active: false })
    const id = await makeDeal(acme)
    const before = await showDeal(client, acme.owner, id)
    for (const stage of [
      stageNamed(theirs, 'Proposal').id,
      stageNamed(other, 'Open').id,
      randomUUID(),
      deleted,
      idle,
      'proposal',
    ]) {
      const refused = await act(client, acme.owner, id, 'move_stage', { stage_id: stage })
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ field: 'stage_id' }] })
    }
    assert.deepEqual(await showDeal(client, acme.owner, id), before)
  })

  test('goes to another pipeline when a change names one', async ({ client }) => {
    const other = await inCompany(acme, () => PipelineFactory.create())
    const id = await makeDeal(acme)
    const response = await client
      .patch(`/api/deals/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ pipeline_id: other.id })
    response.assertStatus(200)
    response.assertBodyContains({ pipeline: { id: other.id }, stage: { name: 'Open' } })
  })
})
