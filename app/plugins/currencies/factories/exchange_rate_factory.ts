import factory from '@adonisjs/lucid/factories'
import { DateTime } from 'luxon'
import ExchangeRate from '#plugins/currencies/models/exchange_rate'

/** Rates of the dollar in euros. */
export const ExchangeRateFactory = factory
  .define(ExchangeRate, () => ({
    baseCurrency: 'USD',
    quoteCurrency: 'EUR',
    rate: '0.92',
    validFrom: DateTime.fromISO('2026-01-01'),
  }))
  .build()
