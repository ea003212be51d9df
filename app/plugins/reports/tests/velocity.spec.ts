import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { DealFactory } from '#plugins/deals/factories/deal_factory'
import { api } from '#tests/support/api'
import { act, defaultPipeline, stageNamed } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { hireWith, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

interface StageEntry {
  readonly stage: { readonly id: string }
  readonly median_seconds: number
  readonly p90_seconds: number
  readonly conversions: readonly { readonly stage: { readonly id: string } }[]
}

test.group('Reports | velocity', () => {
  test('measures stays that began in the days, what stands now, and what was closed', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const pipeline = await defaultPipeline(client, acme.owner)
    const open = pipeline.stages.filter(({ type }) => type === 'open')
    const [first, second] = [open[0]?.id ?? '', open[1]?.id ?? '']
    const won = pipeline.stages.find(({ type }) => type === 'won')?.id ?? ''
    const owner = await makeEmployee(acme, { firstName: 'Bea', lastName: 'Best' })
    /* Three rests for an hour, and the last one began long ago. */
    const seconds = [100, 200, 3600, 300, 40_000_000]
    const deals = seconds.map((ago, index) => ({
      title: `Deal ${index}`,
      stageId: first,
      source: index === 3 ? 'fair' : 'web',
      assignedToId: index < 2 ? owner : null,
      stageEnteredAt: DateTime.utc().minus({ seconds: ago }),
    }))
    const made = await inCompany(acme, () => DealFactory.merge(deals).createMany(deals.length))
    const [one = '', two = '', , four = ''] = made.map(({ id }) => id)
    for (const id of [one, two])
      await act(client, acme.owner, id, 'move_stage', { stage_id: second })
    await act(client, acme.owner, one, 'win')
    await act(client, acme.owner, four, 'lose', { lost_reason: 'Too dear' })
    const read = async (query: string, token = acme.owner.token) => {
      const response = await client.get(`/api/analytics/velocity/?${query}`).bearerToken(token)
      response.assertStatus(200)
      return response.body()
    }
    const of = ({ stages }: { stages: StageEntry[] }, id: string) =>
      stages.find(({ stage }) => stage.id === id)
    const report = await read('')
    assert.containSubset(of(report, first), {
      entered: 4,
      deals: 4,
      left: 3,
      standing: { count: 2, stuck: 2 },
    })
    const { median_seconds: median = 0, p90_seconds: slow = 0 } = of(report, first) ?? {}
    assert.closeTo(median, 200, 30)
    assert.closeTo(slow, 280, 30)
    assert.containSubset(of(report, first)?.conversions, [
      { stage: { id: second }, count: 2, rate: '50.00' },
      { stage: { id: stageNamed(pipeline, 'Closed Lost').id }, count: 1, rate: '25.00' },
    ])
    assert.containSubset(of(report, second)?.conversions, [
      { stage: { id: won }, count: 1, rate: '50.00' },
    ])
    assert.deepEqual(report.win_rates, {
      all: { won: 1, lost: 1, win_rate: '50.00' },
      by_owner: [
        { owner: { id: owner, full_name: 'Bea Best' }, won: 1, lost: 0, win_rate: '100.00' },
        { owner: null, won: 0, lost: 1, win_rate: '0.00' },
      ],
      by_source: [
        { source: 'fair', won: 0, lost: 1, win_rate: '0.00' },
        { source: 'web', won: 1, lost: 0, win_rate: '100.00' },
      ],
      by_reason: [{ reason_id: null, reason: 'Too dear', lost: 1, share: '100.00' }],
    })
    assert.equal(report.counted.standing, 'now')
    assert.containSubset(of(report, won), { entered: 1, standing: { count: 0, stuck: 0 } })

    /* Nobody entered anything then, and what stands there stands there now. */
    const past = await read('to=2019-12-31')
    assert.containSubset(of(past, first), {
      entered: 0,
      median_seconds: null,
      conversions: [],
      standing: { count: 2, stuck: 0 },
    })
    assert.equal(past.win_rates.all.won, 0)
    assert.containSubset(of(await read('from=2020-01-01'), first), { entered: 5 })
    assert.containSubset(of(await read('deals[source]=fair'), first), { entered: 1, left: 1 })

    const own = await hireWith(acme, ['reports:read', 'deals:read/own', 'deals:create'])
    await api(client, own).post('/api/deals/', { title: 'Mine' })
    const mine = await read('', own.token)
    assert.lengthOf(mine.stages, 1)
    assert.containSubset(mine.stages, [{ entered: 1, standing: { count: 1 } }])
    assert.deepEqual(mine.win_rates.by_owner, [])
  })
})
