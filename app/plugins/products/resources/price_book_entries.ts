import { mandatoryAmount } from '#core/currency/amount'
import { defineResource } from '#core/resources/define_resource'
import { code, decimal, embedded, text, timestamp, uuid, version } from '#core/resources/fields'
import { mandatoryReference } from '#core/resources/validation/fields'
import { priceBookSummary, productSummary } from '#plugins/products/summaries'

/** What products cost by a price book. */
export default defineResource({
  name: 'price-book-entries',
  singular: 'price_book_entry',
  attachable: false,
  table: 'price_book_entries',
  model: () => import('#plugins/products/models/price_book_entry'),
  standard: ['read', 'create', 'update', 'delete', 'export', 'bulk'],
  own: { creator: 'created_by_id' },
  parent: [
    { resource: 'price-books', key: 'price_book_id', path: 'entries' },
    { resource: 'products', key: 'product_id', path: 'prices' },
  ],
  partOf: 'price_book',
  relations: {
    price_book: { table: 'price_books', key: 'price_book_id' },
    product: { table: 'products', key: 'product_id', unless: 'product.deleted_at IS NOT NULL' },
  },

  sample: ({ idOf }) => ({
    price_book_id: idOf('price_books'),
    product_id: idOf('products'),
    unit_price: '9.90',
  }),

  in: ['list', 'detail', 'export'],
  fields: {
    id: uuid({ nullable: false }),
    price_book: embedded('price_book', priceBookSummary, {
      key: 'price_book_id',
      nullable: false,
      rule: { create: mandatoryReference().create },
      in: ['list', 'detail'],
    }),
    product: embedded('product', productSummary, {
      key: 'product_id',
      rule: { create: mandatoryReference().create },
      in: ['list', 'detail'],
    }),
    product_code: code({ sql: 'product.code', relations: ['product'], in: ['export', 'page'] }),
    product_name: text({ sql: 'product.name', relations: ['product'], in: ['export', 'page'] }),
    unit_price: decimal({
      nullable: false,
      rule: mandatoryAmount(9_999_999_999_999),
      currency: 'currency',
      in: 'everywhere',
    }),
    currency: code({ sql: 'price_book.currency', relations: ['price_book'], nullable: false }),
    version: version(),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false, in: ['detail', 'export'] }),
  },
})
