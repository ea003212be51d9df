import { mandatoryCurrency } from '#core/currency/currency'
import { defineResource } from '#core/resources/define_resource'
import { code, date, decimal, timestamp, uuid, version } from '#core/resources/fields'
import { mandatoryDate, mandatoryDecimal } from '#core/resources/validation/fields'

/** What currencies are worth in each other, from a day on. */
export default defineResource({
  name: 'exchange-rates',
  singular: 'exchange_rate',
  attachable: false,
  table: 'exchange_rates',
  model: () => import('#plugins/currencies/models/exchange_rate'),
  standard: ['read', 'create', 'update', 'delete', 'export', 'bulk'],
  own: { creator: 'created_by_id' },

  sample: () => ({
    base_currency: 'USD',
    quote_currency: 'EUR',
    rate: '0.92',
    valid_from: '2026-01-01',
  }),

  in: ['list', 'detail', 'export', 'page'],
  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    base_currency: code({ nullable: false, rule: mandatoryCurrency() }),
    quote_currency: code({ nullable: false, rule: mandatoryCurrency() }),
    rate: decimal({ nullable: false, rule: mandatoryDecimal(10, 0.000_000_000_1, 1_000_000_000) }),
    valid_from: date({ nullable: false, rule: mandatoryDate() }),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail', 'export'] }),
    updated_at: timestamp({ nullable: false, in: ['detail', 'export'] }),
  },
})
