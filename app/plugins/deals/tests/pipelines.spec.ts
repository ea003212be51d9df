import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import {
  type Stage,
  defaultPipeline,
  inDatabase,
  makeDeal,
  makePipeline,
  showDeal,
  stageNamed,
} from '#tests/support/deals'
import { type Company, hire, makeCompany } from '#tests/support/personas'

const names = (stages: readonly Stage[]) => stages.map(({ name }) => name)

test.group('Pipelines', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('every organization begins with the default one', async ({ client, assert }) => {
    const list = await client.get('/api/pipelines/').bearerToken(acme.owner.token)
    list.assertStatus(200)
    assert.equal(list.body().count, 1)
    const [pipeline] = list.body().results
    assert.equal(pipeline.code, 'PIPE001')
    assert.equal(pipeline.is_default, true)
    assert.equal(pipeline.stage_count, 6)
    assert.deepEqual(
      pipeline.stages.map(({ name, type, order, probability }: Stage) => [
        name,
        type,
        order,
        probability,
      ]),
      [
        ['Prospecting', 'open', 1, '10.00'],
        ['Qualification', 'open', 2, '25.00'],
        ['Proposal', 'open', 3, '50.00'],
        ['Negotiation', 'open', 4, '75.00'],
        ['Closed Won', 'won', 5, '100.00'],
        ['Closed Lost', 'lost', 6, '0.00'],
      ]
    )
    const shown = await client.get(`/api/pipelines/${pipeline.id}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains(pipeline)
  })

  test('every user who sells reads them; managers change them', async ({ client }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const globex = await makeCompany('Globex')
    for (const role of ['sales', 'support', 'viewer'] as const) {
      const member = await hire(acme, { roles: [role] })
      const read = await client.get(`/api/pipelines/${pipeline.id}/`).bearerToken(member.token)
      read.assertStatus(200)
      const change = await client
        .patch(`/api/pipelines/${pipeline.id}/`)
        .bearerToken(member.token)
        .json({ name: 'Mine' })
      change.assertStatus(403)
    }
    const manager = await hire(acme, { roles: ['manager'] })
    const changed = await client
      .patch(`/api/pipelines/${pipeline.id}/`)
      .bearerToken(manager.token)
      .json({ name: 'Ours' })
    changed.assertStatus(200)
    const foreign = await client
      .get(`/api/pipelines/${pipeline.id}/`)
      .bearerToken(globex.owner.token)
    foreign.assertStatus(404)
    const anonymous = await client.get('/api/pipelines/')
    anonymous.assertStatus(401)
  })

  test('a new one comes with the stages it is given, or with one of each kind', async ({
    client,
    assert,
  }) => {
    const plain = await makePipeline(client, acme.owner, { name: 'Enterprise' })
    assert.deepEqual(names(plain.stages), ['Open', 'Won', 'Lost'])
    assert.equal(plain.is_default, false)
    const own = await makePipeline(client, acme.owner, {
      name: 'Renewals',
      stages: [
        { name: 'Due', probability: 80, rot_after_days: 14 },
        { name: 'Renewed', is_closed_won: true },
        { name: 'Gone', type: 'lost' },
      ],
    })
    assert.deepEqual(
      own.stages.map(({ name, type, probability }) => [name, type, probability]),
      [
        ['Due', 'open', '80.00'],
        ['Renewed', 'won', '100.00'],
        ['Gone', 'lost', '0.00'],
      ]
    )
  })

  test('refuses what is wrong with the field that is wrong', async ({ client, assert }) => {
    await makePipeline(client, acme.owner, { name: 'Enterprise' })
    const kinds = [{ name: 'Open' }, { name: 'Won', type: 'won' }, { name: 'Lost', type: 'lost' }]
    for (const [input, status, field] of [
      [{ name: '' }, 422, 'name'],
      [{ name: 'ENTERPRISE' }, 409, 'name'],
      [{ stages: kinds.slice(0, 2) }, 422, 'stages'],
      [{ stages: [...kinds, { name: 'oPEN' }] }, 409, 'name'],
      [{ stages: [...kinds, { name: 'X', probability: 101 }] }, 422, 'stages.3.probability'],
      [{ stages: [...kinds, { name: 'X', type: 'won', probability: 50 }] }, 422, 'probability'],
      [
        { stages: [...kinds, { name: 'X', is_closed_won: true, is_closed_lost: true }] },
        422,
        'type',
      ],
      [{ is_default: true, is_active: false }, 422, 'is_default'],
      [{ code: 'PIPE777' }, 422, 'code'],
    ] as const) {
      const response = await client
        .post('/api/pipelines/')
        .bearerToken(acme.owner.token)
        .json({ name: 'Another', ...input })
      assert.equal(response.status(), status, JSON.stringify(input) + response.text())
      const fields = response.body().errors ?? [response.body()]
      assert.include(
        fields.map((error: { field: string }) => error.field),
        field
      )
    }
    const list = await client.get('/api/pipelines/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 2)
  })

  test('one is the default, however it became so', async ({ client, assert }) => {
    const first = await defaultPipeline(client, acme.owner)
    const second = await makePipeline(client, acme.owner, { is_default: true })
    assert.equal((await defaultPipeline(client, acme.owner)).id, second.id)

    const set = await client
      .post(`/api/pipelines/${first.id}/set_default/`)
      .bearerToken(acme.owner.token)
    set.assertBodyContains({
      message: 'Pipeline set as default.',
      pipeline: { id: first.id, is_default: true },
    })
    const changed = await client
      .patch(`/api/pipelines/${second.id}/`)
      .bearerToken(acme.owner.token)
      .json({ is_default: true })
    changed.assertBodyContains({ is_default: true })
    const defaults = await client
      .get('/api/pipelines/?is_default=true')
      .bearerToken(acme.owner.token)
    assert.equal(defaults.body().count, 1)
    assert.equal(defaults.body().results[0].id, second.id)
  })

  test('the default one is neither deleted nor taken out of use nor simply none any more', async ({
    client,
  }) => {
    const { id } = await defaultPipeline(client, acme.owner)
    for (const refused of [
      await client.delete(`/api/pipelines/${id}/`).bearerToken(acme.owner.token),
      await client
        .patch(`/api/pipelines/${id}/`)
        .bearerToken(acme.owner.token)
        .json({ is_active: false }),
      await client
        .patch(`/api/pipelines/${id}/`)
        .bearerToken(acme.owner.token)
        .json({ is_default: false }),
    ]) {
      refused.assertStatus(409)
      refused.assertBodyContains({ code: 'default_pipeline' })
    }
  })

  test('one that holds deals is deleted when it is said where they go', async ({
    client,
    assert,
  }) => {
    const target = await defaultPipeline(client, acme.owner)
    const leaving = await makePipeline(client, acme.owner, {
      stages: [
        { name: 'proposal', probability: 40 },
        { name: 'Somewhere', probability: 45 },
        { name: 'Yes', type: 'won' },
        { name: 'No', type: 'lost' },
      ],
    })
    const make = (name: string, input = {}) =>
      makeDeal(acme, { value: '100', stage_id: stageNamed(leaving, name).id, ...input })
    const [proposed, elsewhere, won, lost, deleted] = [
      await make('proposal'),
      await make('Somewhere'),
      await make('Yes'),
      await make('No', { lost_reason: 'Price' }),
      await make('proposal'),
    ]
    await client.delete(`/api/deals/${deleted}/`).bearerToken(acme.owner.token)
    const remove = (query = '') =>
      client.delete(`/api/pipelines/${leaving.id}/${query}`).bearerToken(acme.owner.token)

    const refused = await remove()
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'pipeline_in_use', count: 4 })
    for (const nowhere of [randomUUID(), leaving.id]) {
      const unfit = await remove(`?reassign_to=${nowhere}`)
      unfit.assertStatus(422)
      unfit.assertBodyContains({ errors: [{ field: 'reassign_to' }] })
    }

    const done = await remove(`?reassign_to=${target.id}`)
    done.assertStatus(204)
    const gone = await client.get(`/api/pipelines/${leaving.id}/`).bearerToken(acme.owner.token)
    gone.assertStatus(404)
    const places = []
    for (const id of [proposed, elsewhere, won, lost]) {
      const { pipeline, stage, probability, status } = await showDeal(client, acme.owner, id)
      assert.equal(pipeline.id, target.id)
      places.push([stage.name, probability, status])
    }
    assert.deepEqual(places, [
      ['Proposal', '50.00', 'open'],
      ['Prospecting', '10.00', 'open'],
      ['Closed Won', '100.00', 'won'],
      ['Closed Lost', '0.00', 'lost'],
    ])
    const back = await client.post(`/api/deals/${deleted}/restore/`).bearerToken(acme.owner.token)
    back.assertStatus(200)
    back.assertBodyContains({ stage: { name: 'Proposal' } })
  })

  test('a deleted one takes its stages along, and brings them back', async ({ client, assert }) => {
    const pipeline = await makePipeline(client, acme.owner, { name: 'Enterprise' })
    const deal = await makeDeal(acme, { pipeline_id: pipeline.id })
    await client.delete(`/api/deals/${deal}/`).bearerToken(acme.owner.token)
    await client.delete(`/api/pipelines/${pipeline.id}/`).bearerToken(acme.owner.token)
    const stages = await client
      .get(`/api/pipeline-stages/?pipeline=${pipeline.id}`)
      .bearerToken(acme.owner.token)
    assert.equal(stages.body().count, 0)
    const homeless = await client.post(`/api/deals/${deal}/restore/`).bearerToken(acme.owner.token)
    homeless.assertStatus(409)
    homeless.assertBodyContains({ code: 'stage_deleted' })

    await makePipeline(client, acme.owner, { name: 'enterprise' })
    const taken = await client
      .post(`/api/pipelines/${pipeline.id}/restore/`)
      .bearerToken(acme.owner.token)
    taken.assertStatus(409)
    await inDatabase(acme, `UPDATE pipelines SET name = 'Old' WHERE id = $1`, [pipeline.id])
    const back = await client
      .post(`/api/pipelines/${pipeline.id}/restore/`)
      .bearerToken(acme.owner.token)
    back.assertStatus(200)
    assert.equal(back.body().stage_count, 3)
  })

  test('active_only leaves out those that are out of use', async ({ client, assert }) => {
    await makePipeline(client, acme.owner, { is_active: false })
    const list = await client.get('/api/pipelines/?active_only=true').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 1)
  })
})
