import { defineResource } from '#core/resources/define_resource'
import { code, decimal, embedded, integer, text, uuid, version } from '#core/resources/fields'
import { quoteSummary } from '#plugins/products/resources/quotes'

/** What a quote offers, which is as it was when the quote was made. */
export default defineResource({
  name: 'quote-lines',
  singular: 'quote_line',
  table: 'quote_lines',
  standard: ['read', 'export'],
  partOf: 'quote',
  parent: { resource: 'quotes', key: 'quote_id', path: 'lines' },
  order: 'position',
  sample: async ({ idOf }) => {
    const { lineOf } = await import('#plugins/products/quotes/snapshot')
    return lineOf(idOf('quotes'))
  },

  relations: { quote: { table: 'quotes', key: 'quote_id' } },

  in: ['list', 'detail', 'export'],
  fields: {
    id: uuid({ nullable: false }),
    quote: embedded('quote', quoteSummary, {
      key: 'quote_id',
      nullable: false,
      in: ['list', 'detail'],
    }),
    position: integer({ nullable: false, in: 'everywhere' }),
    product_code: code({ in: 'everywhere' }),
    name: text({ nullable: false, in: 'everywhere' }),
    description: text({ filter: false, sort: false }),
    unit: text(),
    quantity: decimal({ nullable: false, in: 'everywhere' }),
    unit_price: decimal({ nullable: false, currency: 'currency', in: 'everywhere' }),
    discount: decimal({ nullable: false }),
    tax_rate: decimal({ nullable: false }),
    currency: code({ sql: 'quote.currency', relations: ['quote'], nullable: false }),
    net: decimal({ nullable: false, currency: 'currency', in: 'everywhere' }),
    tax: decimal({ nullable: false, currency: 'currency' }),
    gross: decimal({ nullable: false, currency: 'currency' }),
    version: version(),
  },
})
