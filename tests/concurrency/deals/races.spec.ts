import { test } from '@japa/runner'
import {
  act,
  defaultPipeline,
  inDatabase,
  makeDeal,
  makeDeals,
  makePipeline,
  showDeal,
  stageNamed,
} from '#tests/support/deals'
import { type Company, makeCompany } from '#tests/support/personas'

interface Interval extends Record<string, unknown> {
  readonly stage_id: string
  readonly is_open: boolean
  readonly follows: boolean | null
}

/** The intervals of a deal in their order, and whether each begins where the one before ended. */
function intervalsOf(company: Company, id: string): Promise<Interval[]> {
  return inDatabase<Interval>(
    company,
    `SELECT stage_id, left_at IS NULL AS is_open,
            entered_at = lag(left_at) OVER (ORDER BY entered_at) AS follows
     FROM deal_stage_intervals WHERE deal_id = $1 ORDER BY entered_at`,
    [id]
  )
}

test.group('Deals | races', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('win against lose leaves one winner, and a deal that is one or the other', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < 8; round += 1) {
      const id = await makeDeal(acme, { value: '100' })
      const answers = await Promise.all([
        act(client, acme.owner, id, 'win'),
        act(client, acme.owner, id, 'lose', { lost_reason: 'Price' }),
        act(client, acme.owner, id, 'win'),
        act(client, acme.owner, id, 'lose', { lost_reason: 'Price' }),
      ])
      const statuses = answers.map((answer) => answer.status()).toSorted()
      assert.deepEqual(statuses, [200, 200, 409, 409])
      const deal = await showDeal(client, acme.owner, id)
      assert.notEqual(deal.is_won, deal.is_lost)
      assert.equal(deal.probability, deal.is_won ? '100.00' : '0.00')
      assert.equal(deal.version, 2)
      assert.lengthOf(await intervalsOf(acme, id), 2)
    }
  })

  test('moves at once leave one open interval, and none that overlap', async ({
    client,
    assert,
  }) => {
    const { stages } = await defaultPipeline(client, acme.owner)
    const open = stages.filter(({ type }) => type === 'open')
    const id = await makeDeal(acme)
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, number) =>
        act(client, acme.owner, id, 'move_stage', {
          stage_id: open[number % open.length]?.id ?? '',
        })
      )
    )
    assert.isTrue(answers.every((answer) => answer.status() === 200))
    const intervals = await intervalsOf(acme, id)
    assert.equal(intervals.filter(({ is_open: isOpen }) => isOpen).length, 1)
    assert.isTrue(intervals.slice(1).every(({ follows }) => follows))
    const deal = await showDeal(client, acme.owner, id)
    assert.equal(intervals.at(-1)?.stage_id, deal.stage.id)
    assert.equal(intervals.length, deal.version)
  })

  test('codes are given once, without gaps', async ({ client, assert }) => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        client
          .post('/api/deals/')
          .bearerToken(acme.owner.token)
          .json({ title: `Deal ${number}`, ...(number % 4 === 0 && { value: '-1' }) })
      )
    )
    const codes = answers
      .filter((answer) => answer.status() === 201)
      .map((answer) => answer.body().code)
    assert.deepEqual(
      codes.toSorted(),
      Array.from({ length: 15 }, (_, number) => `DEAL${String(number + 1).padStart(3, '0')}`)
    )
  })

  test('reorders at once leave the stages numbered without gaps', async ({ client, assert }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const ids = pipeline.stages.map(({ id }) => id)
    const post = (path: string, body: object) =>
      client.post(`/api/${path}/`).bearerToken(acme.owner.token).json(body)
    const answers = await Promise.all([
      ...ids.map((id, index) => post(`pipeline-stages/${id}/reorder`, { order: 6 - index })),
      post(`pipelines/${pipeline.id}/reorder_stages`, { stage_ids: ids.toReversed() }),
      post(`pipelines/${pipeline.id}/reorder_stages`, { stage_ids: ids }),
      ...['A', 'B', 'C'].map((name) =>
        post('pipeline-stages', { pipeline: pipeline.id, name, order: 2 })
      ),
      client
        .delete(`/api/pipeline-stages/${stageNamed(pipeline, 'Proposal').id}/`)
        .bearerToken(acme.owner.token),
    ])
    for (const answer of answers) {
      assert.include([200, 201, 204, 404, 422], answer.status(), answer.text())
    }
    const { stages } = await defaultPipeline(client, acme.owner)
    assert.deepEqual(
      stages.map(({ order }) => order),
      stages.map((_, index) => index + 1)
    )
    assert.lengthOf(stages, 8)
  })

  test('one default pipeline is left of many that become it at once', async ({
    client,
    assert,
  }) => {
    const pipelines = []
    for (let number = 0; number < 4; number += 1) {
      pipelines.push(await makePipeline(client, acme.owner))
    }
    const answers = await Promise.all([
      ...pipelines.map(({ id }) =>
        client.post(`/api/pipelines/${id}/set_default/`).bearerToken(acme.owner.token)
      ),
      ...pipelines.map(({ id }) =>
        client
          .patch(`/api/pipelines/${id}/`)
          .bearerToken(acme.owner.token)
          .json({ is_default: true })
      ),
      client
        .post('/api/pipelines/')
        .bearerToken(acme.owner.token)
        .json({ name: 'Born default', is_default: true }),
    ])
    for (const answer of answers) assert.include([200, 201], answer.status(), answer.text())
    const list = await client.get('/api/pipelines/?is_default=true').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 1)
  })

  test('the last stages of a kind cannot be taken away by two at once', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < 5; round += 1) {
      const { id, stages } = await makePipeline(client, acme.owner)
      const won = stages.find(({ type }) => type === 'won')?.id ?? ''
      const second = await client
        .post('/api/pipeline-stages/')
        .bearerToken(acme.owner.token)
        .json({ pipeline: id, name: 'Signed', type: 'won' })
      const answers = await Promise.all([
        client.delete(`/api/pipeline-stages/${won}/`).bearerToken(acme.owner.token),
        client
          .patch(`/api/pipeline-stages/${second.body().id}/`)
          .bearerToken(acme.owner.token)
          .json({ is_active: false }),
      ])
      const statuses = answers.map((answer) => answer.status())
      assert.include(statuses, 409)
      assert.isTrue(statuses.some((status) => status < 300))
    }
  })

  test('a pipeline that goes while deals come keeps them, or they are refused', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < 8; round += 1) {
      const { id, stages } = await makePipeline(client, acme.owner)
      const [removed, ...made] = await Promise.all([
        client.delete(`/api/pipelines/${id}/`).bearerToken(acme.owner.token),
        ...Array.from({ length: 4 }, () =>
          client
            .post('/api/deals/')
            .bearerToken(acme.owner.token)
            .json({ title: 'Late', stage_id: stages[0]?.id })
        ),
      ])
      assert.include([204, 409], removed.status(), removed.text())
      for (const answer of made) assert.include([201, 422], answer.status(), answer.text())
      if (removed.status() === 204) {
        assert.isTrue(made.every((answer) => answer.status() === 422))
      }
    }
    const [orphans] = await inDatabase(
      acme,
      `SELECT count(*) AS n FROM deals d
       JOIN pipeline_stages s ON s.id = d.stage_id AND s.organization_id = d.organization_id
       JOIN pipelines p ON p.id = s.pipeline_id AND p.organization_id = s.organization_id
       WHERE d.deleted_at IS NULL AND (s.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL)`
    )
    assert.equal(orphans?.n, 0)
  })

  test('deals that are moved out of a stage and into it at once are all somewhere', async ({
    client,
    assert,
  }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const proposal = stageNamed(pipeline, 'Proposal').id
    const target = stageNamed(pipeline, 'Negotiation').id
    const ids = await makeDeals(acme, 6, (number) => (number % 2 ? { stage_id: proposal } : {}))
    const [removed, ...moved] = await Promise.all([
      client
        .delete(`/api/pipeline-stages/${proposal}/?reassign_to=${target}`)
        .bearerToken(acme.owner.token),
      ...ids.map((id) => act(client, acme.owner, id, 'move_stage', { stage_id: proposal })),
    ])
    assert.include([204, 409, 503], removed.status(), removed.text())
    for (const answer of moved) assert.include([200, 422, 503], answer.status(), answer.text())
    const rows = await inDatabase(
      acme,
      `SELECT count(*) AS n FROM deals d
       JOIN pipeline_stages s ON s.id = d.stage_id AND s.organization_id = d.organization_id
       WHERE s.deleted_at IS NULL AND s.type = d.status`
    )
    assert.equal(rows[0]?.n, 6)
  })

  test('counts stay exact while deals come, close, go and return at once', async ({
    client,
    assert,
  }) => {
    const ids = await makeDeals(acme, 12, () => ({ value: '10' }))
    await Promise.all([
      ...ids.slice(0, 4).map((id) => act(client, acme.owner, id, 'win')),
      ...ids
        .slice(4, 8)
        .map((id) => client.delete(`/api/deals/${id}/`).bearerToken(acme.owner.token)),
      ...ids
        .slice(8)
        .map((id) => act(client, acme.owner, id, 'lose', { lost_reason: 'No budget' })),
    ])
    await Promise.all(ids.slice(4, 6).map((id) => act(client, acme.owner, id, 'restore')))
    for (const [filter, expected] of [
      ['', 10],
      ['status=won', 4],
      ['status=lost', 4],
      ['status=open&priority=medium', 2],
    ] as const) {
      const list = await client.get(`/api/deals/?${filter}`).bearerToken(acme.owner.token)
      assert.equal(list.body().count, expected)
      assert.equal(list.body().results.length, expected)
    }
  })

  test('sums stay those that a scan finds while amounts, stages and currencies change at once', async ({
    client,
    assert,
  }) => {
    const { stages } = await defaultPipeline(client, acme.owner)
    const ids = await makeDeals(acme, 12, (number) => ({ value: `${number}.10` }))
    const change = (id: string, body: object) =>
      client.patch(`/api/deals/${id}/`).bearerToken(acme.owner.token).json(body)
    await Promise.all(
      ids.flatMap((id, index) => [
        change(id, { value: index % 5 === 0 ? null : `${index}00.05` }),
        change(id, { currency: index % 3 === 0 ? 'EUR' : 'USD' }),
        change(id, { priority: index % 2 === 0 ? 'high' : 'low' }),
        act(client, acme.owner, id, 'move_stage', { stage_id: stages[index % 5]?.id }),
      ])
    )
    await Promise.all(
      ids.slice(0, 3).map((id) => client.delete(`/api/deals/${id}/`).bearerToken(acme.owner.token))
    )

    const statistics = async (query: string) => {
      const response = await client.get(`/api/deals/stats/?${query}`).bearerToken(acme.owner.token)
      response.assertStatus(200)
      return response.body()
    }
    const kept = await statistics('')
    assert.equal(kept.total, 9)
    assert.lengthOf(kept.by_currency, 2)
    assert.deepEqual(kept, await statistics('code[starts_with]=DEAL'))
    assert.deepEqual(
      await statistics('currency=EUR&status[in]=open,won'),
      await statistics('currency=EUR&is_lost=false')
    )
    const board = async (query: string) => {
      const path = `/api/deals/kanban/?closed=true&${query}`
      const response = await client.get(path).bearerToken(acme.owner.token)
      return response
        .body()
        .columns.map(({ count, by_currency: sums }: Record<string, unknown>) => [count, sums])
    }
    assert.deepEqual(await board(''), await board('code[starts_with]=DEAL'))
  })
})
