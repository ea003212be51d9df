import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import {
  type Pipeline,
  defaultPipeline,
  makeDeal,
  makePipeline,
  showDeal,
  stageNamed,
} from '#tests/support/deals'
import { type Company, hire, makeCompany } from '#tests/support/personas'

test.group('Pipeline stages', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const post = (client: ApiClient, path: string, body: object) =>
    client.post(`/api/${path}/`).bearerToken(acme.owner.token).json(body)
  const patch = (client: ApiClient, id: string, body: object) =>
    client.patch(`/api/pipeline-stages/${id}/`).bearerToken(acme.owner.token).json(body)
  const remove = (client: ApiClient, id: string, query = '') =>
    client.delete(`/api/pipeline-stages/${id}/${query}`).bearerToken(acme.owner.token)

  async function order(client: ApiClient): Promise<string[]> {
    const { stages } = await defaultPipeline(client, acme.owner)
    return stages.map(({ order: place, name }) => `${place} ${name}`)
  }

  const STANDARD = [
    '1 Prospecting',
    '2 Qualification',
    '3 Proposal',
    '4 Negotiation',
    '5 Closed Won',
    '6 Closed Lost',
  ]

  test('one that is made is in its first version, wherever it goes, and only later ones move', async ({
    client,
    assert,
  }) => {
    const { id: pipelineId, stages } = await defaultPipeline(client, acme.owner)
    const versions = async () =>
      new Map((await defaultPipeline(client, acme.owner)).stages.map((stage) => [stage.id, stage]))
    for (const wanted of [1, 3, 99, undefined]) {
      const before = await versions()
      const body = {
        pipeline_id: pipelineId,
        name: `Stage ${wanted}`,
        ...(wanted && { order: wanted }),
      }
      const made = await post(client, 'pipeline-stages', body)
      made.assertStatus(201)
      const { id } = made.body()
      const shown = await client.get(`/api/pipeline-stages/${id}/`).bearerToken(acme.owner.token)
      assert.equal(shown.body().version, 1)
      assert.isTrue(shown.body().updated_at >= shown.body().created_at)
      for (const [other, { order: place }] of await versions()) {
        const moved = place - (before.get(other)?.order ?? place)
        if (other !== id) assert.equal(moved, place > shown.body().order ? 1 : 0)
      }
    }
    assert.lengthOf(await order(client), stages.length + 4)
  })

  test('are read by all who sell, changed by managers, and no one else', async ({ client }) => {
    const { stages } = await defaultPipeline(client, acme.owner)
    const id = stages[0]?.id ?? ''
    const sales = await hire(acme, { roles: ['sales'] })
    const globex = await makeCompany('Globex')
    const read = await client.get(`/api/pipeline-stages/${id}/`).bearerToken(sales.token)
    read.assertStatus(200)
    for (const [token, status] of [
      [sales.token, 403],
      [globex.owner.token, 404],
    ] as const) {
      const answers = [
        await client.patch(`/api/pipeline-stages/${id}/`).bearerToken(token).json({ name: 'X' }),
        await client.delete(`/api/pipeline-stages/${id}/`).bearerToken(token),
        await client
          .post(`/api/pipeline-stages/${id}/reorder/`)
          .bearerToken(token)
          .json({ order: 2 }),
      ]
      for (const answer of answers) answer.assertStatus(status)
    }
    const anonymous = await client.get('/api/pipeline-stages/')
    anonymous.assertStatus(401)
  })

  test('are listed in their order, by pipeline', async ({ client, assert }) => {
    const { id } = await defaultPipeline(client, acme.owner)
    await makePipeline(client, acme.owner)
    const list = await client
      .get(`/api/pipeline-stages/?pipeline=${id}`)
      .bearerToken(acme.owner.token)
    assert.equal(list.body().count, 6)
    assert.deepEqual(
      list.body().results.map(({ order: place }: { order: number }) => place),
      [1, 2, 3, 4, 5, 6]
    )
  })

  test('a new open one comes after the open ones, or where it is wanted', async ({
    client,
    assert,
  }) => {
    const { id } = await defaultPipeline(client, acme.owner)
    const made = await post(client, 'pipeline-stages', { pipeline: id, name: 'Signing' })
    made.assertStatus(201)
    made.assertBodyContains({ pipeline: id, order: 5, type: 'open', probability: '0.00' })
    const placed = await post(client, 'pipeline-stages', {
      pipeline_id: id,
      name: 'Research',
      order: 1,
      probability: '5.5',
      rot_after_days: 7,
    })
    placed.assertBodyContains({ order: 1, probability: '5.50', rot_after_days: 7 })
    const dead = await post(client, 'pipeline-stages', {
      pipeline: id,
      name: 'Dead',
      is_closed_lost: true,
    })
    dead.assertBodyContains({ order: 9, type: 'lost', is_closed_lost: true, probability: '0.00' })
    assert.deepEqual(await order(client), [
      '1 Research',
      '2 Prospecting',
      '3 Qualification',
      '4 Proposal',
      '5 Negotiation',
      '6 Signing',
      '7 Closed Won',
      '8 Closed Lost',
      '9 Dead',
    ])
  })

  test('refuses what is wrong with the field that is wrong', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    const theirs = await defaultPipeline(client, globex.owner)
    const { id } = await defaultPipeline(client, acme.owner)
    for (const [input, status, field] of [
      [{ pipeline: undefined }, 422, 'pipeline_id'],
      [{ pipeline: theirs.id }, 422, 'pipeline_id'],
      [{ pipeline: randomUUID() }, 422, 'pipeline_id'],
      [{ name: 'PROPOSAL' }, 409, 'name'],
      [{ probability: 150 }, 422, 'probability'],
      [{ probability: '-1' }, 422, 'probability'],
      [{ type: 'won', probability: 90 }, 422, 'probability'],
      [{ type: 'lost', is_closed_won: true }, 422, 'type'],
      [{ is_closed_lost: true, is_closed_won: true }, 422, 'type'],
      [{ type: 'paused' }, 422, 'type'],
      [{ rot_after_days: 0 }, 422, 'rot_after_days'],
    ] as const) {
      const response = await post(client, 'pipeline-stages', {
        pipeline: id,
        name: 'Another',
        ...input,
      })
      assert.equal(response.status(), status, JSON.stringify(input) + response.text())
      const fields = response.body().errors ?? [response.body()]
      assert.equal(fields[0].field, field)
    }
    assert.deepEqual(await order(client), STANDARD)
  })

  test('take the probability of another kind, and refuse another one that is said, also the one they have', async ({
    client,
    assert,
  }) => {
    const { stages } = await defaultPipeline(client, acme.owner)
    const [first, second, third] = stages.filter(({ type }) => type === 'open')
    const unsaid = await patch(client, String(first?.id), { type: 'won' })
    assert.equal(unsaid.body().probability, '100.00')
    for (const { id, probability } of [second, third].flatMap((stage) => stage ?? [])) {
      const said = await patch(client, id, { type: 'won', probability: Number(probability) })
      said.assertStatus(422)
      said.assertBodyContains({ errors: [{ field: 'probability' }] })
    }
  })

  test('move without leaving gaps, one by one or all at once', async ({ client, assert }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const { id } = stageNamed(pipeline, 'Negotiation')
    const first = await post(client, `pipeline-stages/${id}/reorder`, { order: 1 })
    first.assertBodyContains({
      message: 'Stage reordered successfully.',
      stage: { id, order: 1 },
    })
    await patch(client, id, { order: 99 })
    assert.deepEqual(await order(client), [
      '1 Prospecting',
      '2 Qualification',
      '3 Proposal',
      '4 Closed Won',
      '5 Closed Lost',
      '6 Negotiation',
    ])
    const ids = pipeline.stages.map((stage) => stage.id)
    const all = await post(client, `pipelines/${pipeline.id}/reorder_stages`, {
      stages: ids.map((stage, index) => ({ id: stage, order: index * 10 })),
    })
    all.assertStatus(200)
    assert.deepEqual(await order(client), STANDARD)
    const again = await post(client, `pipelines/${pipeline.id}/stages/reorder`, {
      stage_ids: ids.toReversed(),
    })
    assert.equal(again.body().pipeline.stages[0].name, 'Closed Lost')
  })

  test('a whole order names each stage once', async ({ client, assert }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const other = await makePipeline(client, acme.owner)
    const ids = pipeline.stages.map(({ id }) => id)
    const [first = '', ...rest] = ids
    for (const wrong of [
      [],
      rest,
      [first, ...rest, first],
      [other.stages[0]?.id, ...rest],
      [...ids, randomUUID()],
    ]) {
      const response = await post(client, `pipelines/${pipeline.id}/reorder_stages`, {
        stage_ids: wrong,
      })
      response.assertStatus(422)
    }
    assert.deepEqual(await order(client), STANDARD)
  })

  test('one of each kind always stays, and in use', async ({ client, assert }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const won = stageNamed(pipeline, 'Closed Won').id
    for (const refused of [
      await remove(client, won),
      await patch(client, won, { is_active: false }),
      await patch(client, won, { type: 'open' }),
      await patch(client, stageNamed(pipeline, 'Closed Lost').id, { type: 'won' }),
    ]) {
      refused.assertStatus(409)
      refused.assertBodyContains({ code: 'stage_needed' })
    }
    assert.deepEqual(await order(client), STANDARD)
    await post(client, 'pipeline-stages', { pipeline: pipeline.id, name: 'Signed', type: 'won' })
    const removed = await remove(client, won)
    removed.assertStatus(204)
    assert.deepEqual(await order(client), [...STANDARD.slice(0, 4), '5 Closed Lost', '6 Signed'])
  })

  test('one with deals goes when it is said where they go', async ({ client, assert }) => {
    const pipeline: Pipeline = await defaultPipeline(client, acme.owner)
    const proposal = stageNamed(pipeline, 'Proposal').id
    const deal = await makeDeal(acme, { stage_id: proposal, value: '100' })
    const refused = await remove(client, proposal)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'stage_in_use', count: 1 })
    for (const nowhere of [proposal, stageNamed(pipeline, 'Closed Won').id, randomUUID()]) {
      const unfit = await remove(client, proposal, `?reassign_to=${nowhere}`)
      unfit.assertStatus(422)
    }
    const retyped = await patch(client, proposal, { type: 'won' })
    retyped.assertStatus(409)
    retyped.assertBodyContains({ code: 'stage_in_use' })

    const done = await remove(
      client,
      proposal,
      `?reassign_to=${stageNamed(pipeline, 'Negotiation').id}`
    )
    done.assertStatus(204)
    const { stage, expected_revenue: revenue } = await showDeal(client, acme.owner, deal)
    assert.equal(stage.name, 'Negotiation')
    assert.equal(revenue, '75.00')
    const back = await post(client, `pipeline-stages/${proposal}/restore`, {})
    back.assertStatus(200)
    back.assertBodyContains({ order: 6 })
  })
})
