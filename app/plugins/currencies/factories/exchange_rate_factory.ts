import factory from '@adonisjs/lucid/factories'
import { DateTime } from 'luxon'
import ExchangeRate from '#plugins/currencies/models/exchange_rate'

const FIRST_DAY = DateTime.fromISO('2026-01-01')

let made = 0

/** Rates of the dollar in euros, each valid from the day after the one made before. */
export const ExchangeRateFactory = factory
  .define(ExchangeRate, () => ({
    baseCurrency: 'USD',
    quoteCurrency: 'EUR',
    rate: '0.92',
    validFrom: FIRST_DAY.plus({ days: made++ }),
  }))
  .build()
