import type { Rates } from '#plugins/currencies/rates'
import type ExchangeRate from '#plugins/currencies/models/exchange_rate'
import { definePlugin } from '#core/plugins/api'
import exchangeRates from '#plugins/currencies/resources/exchange_rates'

declare module '#core/plugins/api' {
  interface Resources {
    'exchange-rates': { model: ExchangeRate; actions: never }
  }
  interface Services {
    /** What currencies were worth in another on a day; those without a rate are left out. */
    'currencies.rates': {
      input: {
        readonly from: readonly string[]
        readonly to: string
        /** A day of the organization: `2026-02-28`. */
        readonly on: string
      }
      output: Rates
    }
  }
}

/** What currencies are worth in each other, by what the organization says. */
export default definePlugin({
  id: 'currencies',
  version: '1.0.0',
  core: true,
  resources: [exchangeRates],
  provides: {
    'currencies.rates': async (asked) =>
      (await import('#plugins/currencies/rates')).recordedRates(asked),
  },
  roles: {
    manager: ['exchange-rates:*'],
    sales: ['exchange-rates:read'],
    support: ['exchange-rates:read'],
    viewer: ['exchange-rates:read'],
  },
})
