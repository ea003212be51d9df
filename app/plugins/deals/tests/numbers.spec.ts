import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import {
  type Pipeline,
  act,
  defaultPipeline,
  inDatabase,
  makeDeal,
  makeDeals,
  makePipeline,
  stageNamed,
} from '#tests/support/deals'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Deals | numbers', (group) => {
  let acme: Company
  let pipeline: Pipeline

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const get = async (client: ApiClient, path: string, token = acme.owner.token) => {
    const response = await client.get(`/api/deals/${path}`).bearerToken(token)
    response.assertStatus(200)
    return response.body()
  }

  test('are for those who read deals, and of those that they may read', async ({
    client,
    assert,
  }) => {
    const nobody = await hire(acme)
    const own = await hireWith(acme, ['deals:read/own', 'deals:create'])
    const globex = await makeCompany('Globex')
    await makeDeals(acme, 2, () => ({ value: '10' }))
    await makeDeal(globex, { value: '99' })
    await client.post('/api/deals/').bearerToken(own.token).json({ title: 'Mine', value: '7' })

    for (const path of ['stats/', 'kanban/', 'forecast/', 'stale/', `${randomUUID()}/history/`]) {
      const anonymous = await client.get(`/api/deals/${path}`)
      anonymous.assertStatus(401)
      const refused = await client.get(`/api/deals/${path}`).bearerToken(nobody.token)
      refused.assertStatus(403)
    }
    assert.equal((await get(client, 'stats/')).total_value, '27.00')
    assert.equal((await get(client, 'stats/', own.token)).total_value, '7.00')
    assert.equal((await get(client, 'kanban/', own.token)).columns[0].count, 1)
    assert.equal((await get(client, 'forecast/', own.token)).undated.total_value, '7.00')
  })

  test('of no deals are noughts', async ({ client, assert }) => {
    const stats = await get(client, 'stats/')
    assert.deepEqual(stats, {
      total: 0,
      total_deals: 0,
      open: 0,
      won: 0,
      lost: 0,
      win_rate: '0.00',
      currency: null,
      total_value: '0.00',
      open_value: '0.00',
      won_value: '0.00',
      lost_value: '0.00',
      expected_revenue: '0.00',
      average_deal_size: '0.00',
      average_days_to_close: null,
      by_currency: [],
      by_stage: [],
      by_priority: { low: 0, medium: 0, high: 0, urgent: 0 },
    })
  })

  test('statistics count and sum what the filters select', async ({ client, assert }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const proposal = stageNamed(pipeline, 'Proposal').id
    await makeDeals(acme, 3, (number) => ({ value: `${number}00.10`, stage_id: proposal }))
    await makeDeal(acme, { value: '1000', priority: 'urgent' })
    await makeDeal(acme)
    const won = await makeDeal(acme, { value: '50' })
    await act(client, acme.owner, won, 'win')
    for (let lost = 0; lost < 2; lost += 1) {
      await act(client, acme.owner, await makeDeal(acme, { value: '5' }), 'lose', {
        lost_reason: 'Price',
      })
    }

    const stats = await get(client, 'stats/')
    assert.containSubset(stats, {
      total_deals: 8,
      open: 5,
      won: 1,
      lost: 2,
      win_rate: '33.33',
      currency: 'USD',
      total_value: '1660.30',
      open_value: '1600.30',
      won_value: '50.00',
      lost_value: '10.00',
      expected_revenue: '400.15',
      average_deal_size: '237.19',
      average_days_to_close: '0.00',
      by_priority: { low: 0, medium: 7, high: 0, urgent: 1 },
    })
    assert.deepEqual(
      stats.by_stage.map(({ stage_name: name, count, value }: Record<string, unknown>) => [
        name,
        count,
        value,
      ]),
      [
        ['Prospecting', 2, '1000.00'],
        ['Proposal', 3, '600.30'],
        ['Closed Won', 1, '50.00'],
        ['Closed Lost', 2, '10.00'],
      ]
    )
    assert.equal((await get(client, 'stats/?priority=urgent')).total_value, '1000.00')
    assert.equal((await get(client, 'stats/?status=lost')).total_deals, 2)
    assert.equal((await get(client, 'stats/?is_won=true')).total_deals, 1)
    assert.equal((await get(client, `stats/?stage=${proposal}`)).total_value, '600.30')
    assert.equal((await get(client, 'stats/?search=deal%203')).total_deals, 1)
    assert.equal((await get(client, 'stats/?customer_name=Nobody')).total_deals, 0)
    for (const query of ['page=1', 'ordering=value', 'colour=red', 'status=active', 'stage=7']) {
      const refused = await client.get(`/api/deals/stats/?${query}`).bearerToken(acme.owner.token)
      refused.assertStatus(400)
    }
  })

  test('the board shows each open stage with its count, its sums and its first deals', async ({
    client,
    assert,
  }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const other = await makePipeline(client, acme.owner, { name: 'Other' })
    await makeDeal(acme, { pipeline_id: other.id, value: '1' })
    await makeDeals(acme, 3, (number) => ({ value: `${number}0` }))
    await makeDeal(acme, { stage_id: stageNamed(pipeline, 'Proposal').id, currency: 'EUR' })
    const won = await makeDeal(acme, { value: '500' })
    await act(client, acme.owner, won, 'win')

    const board = await get(client, 'kanban/?page_size=2&ordering=-value&priority=medium')
    assert.deepEqual(board.pipeline, { id: pipeline.id, name: 'Sales Pipeline' })
    assert.deepEqual(
      board.columns.map(({ stage, count, value }: Record<string, { name?: string }>) => [
        stage?.name,
        count,
        value,
      ]),
      [
        ['Prospecting', 3, '60.00'],
        ['Qualification', 0, '0.00'],
        ['Proposal', 1, '0.00'],
        ['Negotiation', 0, '0.00'],
      ]
    )
    const [first, , third] = board.columns
    assert.deepEqual(first.by_currency, [
      { currency: 'USD', count: 3, value: '60.00', expected_revenue: '6.00' },
    ])
    assert.equal(third.currency, 'EUR')
    assert.deepEqual(
      first.deals.map(({ value }: { value: string }) => value),
      ['30.00', '20.00']
    )
    const list = await client.get('/api/deals/').bearerToken(acme.owner.token)
    assert.deepEqual(Object.keys(first.deals[0]), Object.keys(list.body().results[0]))
    assert.isNull(third.next)
    const rest = await client
      .get(first.next.replace(process.env.APP_URL, ''))
      .bearerToken(acme.owner.token)
    assert.equal(rest.body().count, 3)
    assert.deepEqual(
      rest.body().results.map(({ value }: { value: string }) => value),
      ['10.00']
    )

    const closed = await get(client, 'kanban/?closed=true')
    assert.lengthOf(closed.columns, 6)
    assert.equal(closed.columns[4].value, '500.00')
    assert.equal((await get(client, `kanban/?pipeline=${other.id}`)).columns[0].value, '1.00')
    const globex = await makeCompany('Globex')
    const theirs = await defaultPipeline(client, globex.owner)
    for (const [query, status] of [
      [`pipeline=${theirs.id}`, 404],
      [`pipeline=${randomUUID()}`, 404],
      ['pipeline=7', 400],
      ['closed=maybe', 400],
      ['page=2', 400],
    ] as const) {
      const refused = await client.get(`/api/deals/kanban/?${query}`).bearerToken(acme.owner.token)
      refused.assertStatus(status)
    }
  })

  test('the forecast puts each open deal in one month, or says why in none', async ({
    client,
    assert,
  }) => {
    const now = DateTime.utc()
    const later = now.startOf('month').plus({ months: 1 })
    const make = (date: DateTime | null, value: string) =>
      makeDeal(acme, { value, probability: '50', expected_close_date: date?.toISODate() ?? null })
    await make(now, '10')
    await make(later, '100')
    await make(later.plus({ days: 3 }), '100')
    await make(now.plus({ months: 7 }), '1000')
    await make(now.minus({ days: 1 }), '7')
    await make(null, '3')
    const won = await make(now, '10000')
    await act(client, acme.owner, won, 'win')

    const forecast = await get(client, 'forecast/')
    assert.lengthOf(forecast.forecasts, 3)
    assert.containSubset(forecast.forecasts.slice(0, 2), [
      { month: now.toFormat('yyyy-MM'), deal_count: 1, total_value: '10.00' },
      {
        month: later.toFormat('yyyy-MM'),
        month_name: later.toFormat('MMMM yyyy'),
        deal_count: 2,
        total_value: '200.00',
        expected_revenue: '100.00',
      },
    ])
    assert.equal(forecast.total_expected, '105.00')
    assert.equal(forecast.overdue.total_value, '7.00')
    assert.equal(forecast.later.total_value, '1000.00')
    assert.equal(forecast.undated.total_value, '3.00')
    const longer = await get(client, 'forecast/?months=12&value[gte]=1000')
    assert.lengthOf(longer.forecasts, 12)
    assert.equal(longer.total_expected, '500.00')
    for (const query of ['months=0', 'months=25', 'months=x', 'page=1']) {
      const refused = await client
        .get(`/api/deals/forecast/?${query}`)
        .bearerToken(acme.owner.token)
      refused.assertStatus(400)
    }
  })

  test('stale are open deals that no one touched for as long as their stage allows', async ({
    client,
    assert,
  }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const { id: proposal } = stageNamed(pipeline, 'Proposal')
    await client
      .patch(`/api/pipeline-stages/${proposal}/`)
      .bearerToken(acme.owner.token)
      .json({ rot_after_days: 5 })
    const rest = (id: string, days: number) =>
      inDatabase(
        acme,
        `UPDATE deals SET last_touch_at = now() - make_interval(days => $2) WHERE id = $1`,
        [id, days]
      )
    const fresh = await makeDeal(acme, { title: 'Fresh' })
    const rotten = await makeDeal(acme, { title: 'Rotten', stage_id: proposal })
    const old = await makeDeal(acme, { title: 'Old' })
    const won = await makeDeal(acme, { title: 'Won' })
    await act(client, acme.owner, won, 'win')
    await Promise.all([rest(fresh, 20), rest(rotten, 6), rest(old, 31), rest(won, 90)])
    const titles = async (query = '') =>
      (await get(client, `stale/${query}`)).results.map(({ title }: { title: string }) => title)

    assert.deepEqual(await titles(), ['Old', 'Rotten'])
    assert.deepEqual(await titles('?days=10'), ['Old', 'Fresh'])
    assert.deepEqual(await titles('?days=10&title=Old'), ['Old'])
    const shown = await get(client, `${rotten}/`)
    assert.isTrue(shown.is_rotten)
    assert.isNotNull(shown.rots_at)
    assert.isFalse((await get(client, `${old}/`)).is_rotten)
    const list = await get(client, '?is_rotten=true')
    assert.equal(list.count, 1)

    const response = await client
      .patch(`/api/deals/${rotten}/`)
      .bearerToken(acme.owner.token)
      .json({ tags: ['x'] })
    assert.isTrue(response.body().is_rotten)
    const touched = await client
      .patch(`/api/deals/${rotten}/`)
      .bearerToken(acme.owner.token)
      .json({ notes: 'Called' })
    assert.isFalse(touched.body().is_rotten)
    const refused = await client.get('/api/deals/stale/?days=no').bearerToken(acme.owner.token)
    refused.assertStatus(400)
  })

  test('the history tells where a deal stood, how long, at what worth, and who put it there', async ({
    client,
    assert,
  }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const sales = await hire(acme, { roles: ['sales'] })
    const globex = await makeCompany('Globex')
    const made = await client
      .post('/api/deals/')
      .bearerToken(sales.token)
      .json({ title: 'Licences', value: '100' })
    const { id } = made.body()
    await client.patch(`/api/deals/${id}/`).bearerToken(sales.token).json({ value: '150' })
    await act(client, acme.owner, id, 'move_stage', {
      stage_id: stageNamed(pipeline, 'Proposal').id,
    })
    await act(client, acme.owner, id, 'move_stage', {
      stage_id: stageNamed(pipeline, 'Proposal').id,
    })
    await act(client, acme.owner, id, 'lose', { lost_reason: 'Price' })

    const { count, results } = await get(client, `${id}/history/`)
    assert.equal(count, 3)
    assert.containSubset(results, [
      {
        stage: { name: 'Closed Lost', type: 'lost' },
        left_at: null,
        seconds_in_stage: null,
        probability: '0.00',
        lost_reason: 'Price',
        entered_by: { id: acme.owner.userId },
      },
      { stage: { name: 'Proposal' }, value: '150.00', probability: '50.00' },
      {
        stage: { name: 'Prospecting' },
        entered_by: { id: sales.userId },
        value: '150.00',
        currency: 'USD',
      },
    ])
    assert.equal(results[2].left_at, results[1].entered_at)
    assert.isNumber(results[1].seconds_in_stage)
    await act(client, acme.owner, id, 'reopen')
    const reopened = await get(client, `${id}/history/`)
    assert.equal(reopened.results[1].lost_reason, 'Price')
    assert.isNumber(reopened.results[0].seconds_in_stage)

    for (const token of [globex.owner.token]) {
      const foreign = await client.get(`/api/deals/${id}/history/`).bearerToken(token)
      foreign.assertStatus(404)
    }
    await client.delete(`/api/deals/${id}/`).bearerToken(acme.owner.token)
    const gone = await client.get(`/api/deals/${id}/history/`).bearerToken(acme.owner.token)
    gone.assertStatus(404)
  })
})
