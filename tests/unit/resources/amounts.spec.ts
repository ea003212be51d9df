import { test } from '@japa/runner'
import { resources } from '#core/resources/registry'

/** Decimals that are no amounts. */
const NUMBERS = new Set([
  'custom-fields.maximum',
  'custom-fields.minimum',
  'customers.rating',
  'deals.probability',
  'pipeline-stages.probability',
  'employees.commission_rate',
  'exchange-rates.rate',
  'deal-lines.quantity',
  'deal-lines.discount',
  'deal-lines.tax_rate',
  'products.tax_rate',
  'quote-lines.quantity',
  'quote-lines.discount',
  'quote-lines.tax_rate',
  'vendors.rating',
])

test.group('Resources | amounts', () => {
  test('each amount says its currency, by which aggregates add it up', ({ assert }) => {
    const silent = [...resources.values()].flatMap(({ name, fields }) =>
      Object.entries(fields).flatMap(([field, { type, currency }]) =>
        type === 'decimal' && currency === null ? [`${name}.${field}`] : []
      )
    )
    assert.sameMembers(silent, [...NUMBERS])
  })
})
