import { optionalAmount } from '#core/currency/amount'
import { defineResource } from '#core/resources/define_resource'
import {
  code,
  decimal,
  embedded,
  integer,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  keptPercentage,
  mandatoryReference,
  nonNullText,
  optionalDecimal,
  optionalText,
  requiredInteger,
} from '#core/resources/validation/fields'
import { amountsOf } from '#plugins/products/amounts'
import { dealSummary, productSummary } from '#plugins/products/summaries'

const { net, tax, gross } = amountsOf('r', 'deal.currency')
const amount = (sql: string) =>
  decimal({ sql, relations: ['deal'], nullable: false, currency: 'currency' })

/** What a deal sells, at the price that was agreed on. */
export default defineResource({
  name: 'deal-lines',
  singular: 'deal_line',
  attachable: false,
  table: 'deal_lines',
  model: () => import('#plugins/products/models/deal_line'),
  standard: ['read', 'create', 'update', 'delete', 'export', 'bulk'],
  own: { creator: 'created_by_id' },
  parent: [
    { resource: 'deals', key: 'deal_id', path: 'lines' },
    { resource: 'products', key: 'product_id', path: 'deal-lines' },
  ],
  partOf: 'deal',
  order: 'position',
  relations: {
    deal: { table: 'deals', key: 'deal_id' },
    product: { table: 'products', key: 'product_id', unless: 'product.deleted_at IS NOT NULL' },
  },

  sample: ({ idOf }) => ({
    deal_id: idOf('deals'),
    product_id: idOf('products'),
    unit_price: '9.90',
  }),

  in: ['list', 'detail', 'export'],
  fields: {
    id: uuid({ nullable: false }),
    deal: embedded('deal', dealSummary, {
      key: 'deal_id',
      nullable: false,
      rule: { create: mandatoryReference().create },
      in: ['list', 'detail'],
    }),
    product: embedded('product', productSummary, {
      key: 'product_id',
      writable: true,
      in: ['list', 'detail'],
    }),
    position: integer({
      nullable: false,
      rule: requiredInteger(1, 100_000).optional(),
      in: 'everywhere',
    }),
    name: text({ nullable: false, rule: nonNullText(255), in: 'everywhere' }),
    description: text({ rule: optionalText(10_000), filter: false, sort: false }),
    unit: text({ rule: optionalText(50) }),
    quantity: decimal({
      nullable: false,
      rule: optionalDecimal(3, 0.001, 999_999_999),
      in: 'everywhere',
    }),
    unit_price: decimal({
      nullable: false,
      rule: optionalAmount(9_999_999_999_999),
      currency: 'currency',
      in: 'everywhere',
    }),
    discount: decimal({ nullable: false, rule: keptPercentage() }),
    tax_rate: decimal({ nullable: false, rule: keptPercentage() }),
    currency: code({ sql: 'deal.currency', relations: ['deal'], nullable: false }),
    net: amount(net),
    tax: amount(tax),
    gross: amount(gross),
    version: version(),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false, in: ['detail', 'export'] }),
  },
})
