import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
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
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { DealFactory } from '#plugins/deals/factories/deal_factory'
import { inCompany } from '#tests/support/records'

/* What systems of this kind often get wrong. */
test.group('Common defects | deals', (group) => {
  let acme: Company
  let globex: Company

  group.each.setup(async () => {
    acme = await makeCompany()
    globex = await makeCompany('Globex')
  })

  const as = (company: Company) => company.owner.token
  const patch = (client: ApiClient, path: string, body: object) =>
    client.patch(`/api/${path}/`).bearerToken(as(acme)).json(body)

  test('nothing is made in an organization that one does not belong to', async ({
    client,
    assert,
  }) => {
    for (const [path, body] of [
      ['deals', { title: 'Smuggled' }],
      ['pipelines', { name: 'Smuggled' }],
    ] as const) {
      const response = await client
        .post(`/api/${path}/`)
        .bearerToken(as(acme))
        .json({ ...body, organization: globex.id })
      response.assertStatus(404)
    }
    const list = await client.get('/api/deals/').bearerToken(as(globex))
    assert.equal(list.body().count, 0)
  })

  test('stages of other organizations are neither listed nor shown nor changed', async ({
    client,
    assert,
  }) => {
    const theirs = await defaultPipeline(client, globex.owner)
    const id = stageNamed(theirs, 'Proposal').id
    const list = await client.get('/api/pipeline-stages/').bearerToken(as(acme))
    assert.equal(list.body().count, 6)
    assert.notInclude(JSON.stringify(list.body()), id)
    const change = await patch(client, `pipeline-stages/${id}`, { name: 'Taken' })
    change.assertStatus(404)
    const removal = await client.delete(`/api/pipeline-stages/${id}/`).bearerToken(as(acme))
    removal.assertStatus(404)
  })

  test('a record cannot be moved into another organization', async ({ client }) => {
    const id = await makeDeal(acme)
    const response = await patch(client, `deals/${id}`, { organization: globex.id })
    response.assertStatus(422)
    const pipeline = await defaultPipeline(client, acme.owner)
    const other = await patch(client, `pipelines/${pipeline.id}`, { organization: globex.id })
    other.assertStatus(422)
  })

  test('references to records of others are refused, and show nothing of them', async ({
    client,
    assert,
  }) => {
    const theirs = await defaultPipeline(client, globex.owner)
    const id = await makeDeal(acme)
    const before = await showDeal(client, acme.owner, id)
    for (const body of [
      { customer_id: await makeCustomer(globex, { name: 'Secret', email: 's@globex.example' }) },
      { assigned_to_id: await makeEmployee(globex) },
      { pipeline_id: theirs.id },
      { stage_id: stageNamed(theirs, 'Proposal').id },
      { pipeline_id: theirs.id, stage_id: stageNamed(theirs, 'Proposal').id },
    ]) {
      const response = await patch(client, `deals/${id}`, body)
      response.assertStatus(422)
      assert.notInclude(response.text(), 'Secret')
    }
    assert.deepEqual(await showDeal(client, acme.owner, id), before)
  })

  test('what is unknown or no id at all is refused, never an error of ours', async ({ client }) => {
    const id = await makeDeal(acme)
    for (const body of [{ customer_id: randomUUID() }, { customer_id: 7 }, { stage_id: 'x' }]) {
      const response = await patch(client, `deals/${id}`, body)
      response.assertStatus(422)
    }
    for (const query of ['pipeline=abc', 'stage=1', 'customer=x', 'pipeline=me']) {
      const response = await client.get(`/api/deals/?${query}`).bearerToken(as(acme))
      response.assertStatus(400)
    }
    const won = await act(client, acme.owner, id, 'mark_won')
    won.assertStatus(200)
  })

  test('creating answers the id, and keys are there without a relation', async ({
    client,
    assert,
  }) => {
    const made = await client.post('/api/deals/').bearerToken(as(acme)).json({ title: 'Bare' })
    assert.isString(made.body().id)
    assert.isNull(made.body().customer)
    const list = await client.get('/api/deals/').bearerToken(as(acme))
    const [entry] = list.body().results
    assert.isNull(entry.customer_name)
    assert.isNull(entry.assigned_to_name)
    assert.equal(entry.stage_name, 'Prospecting')
  })

  test('the expected revenue follows value and probability, to nought and back', async ({
    client,
    assert,
  }) => {
    const id = await makeDeal(acme, { value: '1000', probability: '50' })
    for (const [change, expected] of [
      [{ value: '0' }, '0.00'],
      [{ value: '400' }, '200.00'],
      [{ value: null }, '0.00'],
      [{ value: '400', probability: 0 }, '0.00'],
      [{ probability: 12.5 }, '50.00'],
    ] as const) {
      const response = await patch(client, `deals/${id}`, change)
      assert.equal(response.body().expected_revenue, expected)
    }
    const lost = await act(client, acme.owner, id, 'lose', { lost_reason: 'Price' })
    assert.equal(lost.body().deal.expected_revenue, '0.00')
  })

  test('a deal is never won and lost, nor anything a person writes there', async ({
    client,
    assert,
  }) => {
    const id = await makeDeal(acme)
    for (const body of [
      { is_won: true, is_lost: true },
      { status: 'closed' },
      { status: 'won' },
      { probability: 150 },
      { value: -5 },
    ]) {
      const response = await patch(client, `deals/${id}`, body)
      response.assertStatus(422)
    }
    await act(client, acme.owner, id, 'win')
    const hopeful = await patch(client, `deals/${id}`, { probability: 10 })
    hopeful.assertStatus(422)
    const deal = await showDeal(client, acme.owner, id)
    assert.deepEqual([deal.is_won, deal.is_lost, deal.probability], [true, false, '100.00'])
  })

  test('there are neither two default pipelines nor two stages at one place', async ({
    client,
    assert,
  }) => {
    await makePipeline(client, acme.owner, { is_default: true })
    const defaults = await client.get('/api/pipelines/?is_default=true').bearerToken(as(acme))
    assert.equal(defaults.body().count, 1)
    const { id, stages } = await defaultPipeline(client, acme.owner)
    await client
      .post('/api/pipeline-stages/')
      .bearerToken(as(acme))
      .json({ pipeline: id, name: 'Duplicate', order: stages[0]?.order })
    const after = await defaultPipeline(client, acme.owner)
    const places = after.stages.map(({ order }) => order)
    assert.deepEqual(places, [...new Set(places)])
  })

  test('filters do not apply to a single deal, and true is said in one way', async ({ client }) => {
    const id = await makeDeal(acme)
    const detail = await client.get(`/api/deals/${id}/?status=won`).bearerToken(as(acme))
    detail.assertStatus(400)
    const odd = await client.get('/api/deals/?is_won=1').bearerToken(as(acme))
    odd.assertStatus(400)
  })

  test('stages of the same name are told apart, and currencies never summed', async ({
    client,
    assert,
  }) => {
    const kinds = [{ name: 'Proposal' }, { name: 'Yes', type: 'won' }, { name: 'No', type: 'lost' }]
    const other = await makePipeline(client, acme.owner, { stages: kinds })
    const ours = await defaultPipeline(client, acme.owner)
    await makeDeal(acme, { stage_id: stageNamed(ours, 'Proposal').id, value: '10' })
    await makeDeal(acme, {
      stage_id: stageNamed(other, 'Proposal').id,
      value: '20',
      currency: 'EUR',
    })
    const response = await client.get('/api/deals/stats/').bearerToken(as(acme))
    const stats = response.body()
    assert.deepEqual(
      stats.by_stage.map(({ stage_id: id }: { stage_id: string }) => id).toSorted(),
      [stageNamed(ours, 'Proposal').id, stageNamed(other, 'Proposal').id].toSorted()
    )
    assert.isNull(stats.total_value)
    assert.isNull(stats.currency)
    assert.deepEqual(
      stats.by_currency.map(({ currency, value }: Record<string, string>) => [currency, value]),
      [
        ['EUR', '20.00'],
        ['USD', '10.00'],
      ]
    )
    const euros = await client.get('/api/deals/stats/?currency=EUR').bearerToken(as(acme))
    assert.equal(euros.body().total_value, '20.00')
  })

  test('many changes at once obey the rules of a single one', async ({ client, assert }) => {
    const [open, won] = await inCompany(acme, async () => [
      (await DealFactory.merge({ value: '100' }).create()).id,
      (await DealFactory.apply('won').create()).id,
    ])
    const pipeline = await defaultPipeline(client, acme.owner)
    const { id: stage } = stageNamed(pipeline, 'Negotiation')
    const bulk = (token: string, data: object) =>
      client
        .post('/api/deals/bulk_update/')
        .bearerToken(token)
        .json({ ids: [open, won], data })

    const response = await bulk(as(acme), { stage_id: stage })
    assert.deepEqual(
      response.body().results.map(({ status }: { status: number }) => status),
      [200, 409]
    )
    assert.equal((await showDeal(client, acme.owner, open)).expected_revenue, '75.00')
    const clerk = await hireWith(acme, ['deals:read', 'deals:update', 'deals:bulk'])
    const refused = await bulk(clerk.token, { stage_id: stageNamed(pipeline, 'Proposal').id })
    assert.deepEqual(
      refused.body().results.map(({ status }: { status: number }) => status),
      [403, 403]
    )
    const stolen = await bulk(as(acme), { organization_id: globex.id })
    stolen.assertStatus(422)
  })
})
