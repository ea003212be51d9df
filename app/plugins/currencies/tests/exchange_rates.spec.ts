import { test } from '@japa/runner'
import { act } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'
import { Shop } from '#tests/support/products'
import { bring, turnOn } from '#tests/support/plugins'
import { definePlugin } from '#core/plugins/api'

const RATE = {
  base_currency: 'usd',
  quote_currency: 'EUR',
  rate: '0.9',
  valid_from: '2026-01-01',
}

/** Knows what dollars are worth. */
const bank = definePlugin({
  id: 'bank',
  version: '1.0.0',
  requires: { currencies: '^1.0.0' },
  services: {
    'currencies.rates': {
      wrap: async (next, asked) => ({ ...(await next(asked)), USD: '0.25' }),
    },
  },
})

test.group('Exchange rates', (group) => {
  bring(group, [bank])

  test('are one a day for two currencies, which differ', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const made = await shop.post('exchange-rates', RATE)
    made.assertStatus(201)
    assert.containSubset(made.body(), { ...RATE, base_currency: 'USD' })

    const twice = await shop.post('exchange-rates', { ...RATE, rate: '0.8' })
    twice.assertStatus(409)
    assert.containSubset(twice.body(), { code: 'already_exists', field: 'valid_from' })
    for (const [field, value] of [
      ['quote_currency', 'USD'],
      ['base_currency', 'XXY'],
      ['rate', '0'],
      ['rate', '-1'],
      ['valid_from', '2026-02-30'],
    ] as const) {
      const refused = await shop.post('exchange-rates', { ...RATE, [field]: value })
      refused.assertStatus(422)
      assert.containSubset(refused.body().errors, [{ field }])
    }
  })

  test('convert reports: the newest that is valid, in either direction', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    for (const [value, currency] of [
      ['100', 'EUR'],
      ['200', 'USD'],
      ['50', 'GBP'],
      ['7', 'JPY'],
    ] as const) {
      const deal = await shop.deal({ value, currency })
      await act(client, acme.owner, deal, 'win')
    }
    await shop.post('exchange-rates', { ...RATE, rate: '0.5', valid_from: '2025-01-01' })
    await shop.post('exchange-rates', RATE)
    await shop.post('exchange-rates', { ...RATE, rate: '7', valid_from: '2999-01-01' })
    const inverse = { ...RATE, base_currency: 'EUR', quote_currency: 'GBP', rate: '0.8' }
    await shop.post('exchange-rates', inverse)

    const periods = await shop.get('analytics/revenue_by_period/?count=1&currency=eur')
    periods.assertStatus(200)
    assert.deepEqual(periods.body()[0].converted, {
      currency: 'EUR',
      revenue: '342.50',
      rates: { EUR: '1', USD: '0.9', GBP: '1.2500000000000000' },
      without_rate: ['JPY'],
    })
    const dashboard = await shop.get('analytics/dashboard/?currency=EUR')
    assert.containSubset(dashboard.body().revenue.converted, {
      total: '342.50',
      pipeline_value: '0.00',
      without_rate: ['JPY'],
    })
    assert.isNull((await shop.get('analytics/dashboard/')).body().revenue.converted)
    ;(await shop.get('analytics/dashboard/?currency=coins')).assertStatus(400)
  })

  test('are those of the organization alone', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    const other = new Shop(client, await makeCompany())
    await other.post('exchange-rates', RATE)
    await act(client, acme.owner, await shop.deal({ value: '10', currency: 'USD' }), 'win')

    const { converted } = (await shop.get('analytics/dashboard/?currency=EUR')).body().revenue
    assert.containSubset(converted, { total: '0.00', rates: {}, without_rate: ['USD'] })
  })

  test('may come from elsewhere: a plugin replaces the service', async ({ client, assert }) => {
    const acme = await makeCompany()
    const shop = new Shop(client, acme)
    await turnOn(acme, 'bank')
    await act(client, acme.owner, await shop.deal({ value: '10', currency: 'USD' }), 'win')

    const { converted } = (await shop.get('analytics/dashboard/?currency=EUR')).body().revenue
    assert.containSubset(converted, { total: '2.50', rates: { USD: '0.25' } })
  })
})
