import { test } from '@japa/runner'
import { inDatabase, makeDeals } from '#tests/support/deals'
import { runJob } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'

test.group('Snapshots of the forecast | at once', () => {
  test('a day has one, however many take it while deals change', async ({ assert }) => {
    const acme = await makeCompany()
    await makeDeals(acme, 10, () => ({ value: '10' }))

    await Promise.all([
      ...Array.from({ length: 6 }, () => runJob('deals:forecast', acme)),
      makeDeals(acme, 5, () => ({ value: '7', currency: 'EUR' })),
      inDatabase(acme, `UPDATE deals SET probability = 90 WHERE currency = 'USD'`),
    ])

    const sums = await inDatabase<{ currency: string; deals: number }>(
      acme,
      'SELECT currency, deals FROM forecast_snapshot_sums'
    )
    const dollars = sums.flatMap(({ currency, deals }) => (currency === 'USD' ? deals : []))
    assert.equal(
      dollars.reduce((sum, deals) => sum + deals, 0),
      10
    )
    assert.lengthOf(await inDatabase(acme, 'SELECT FROM forecast_snapshots'), 1)
  })
})
