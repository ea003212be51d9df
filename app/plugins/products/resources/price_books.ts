import { currency } from '#core/currency/currency'
import { defineResource } from '#core/resources/define_resource'
import { boolean, code, text, timestamp, uuid, version } from '#core/resources/fields'
import { mandatoryText } from '#core/resources/validation/fields'

/** What products cost, each book in one currency. */
export default defineResource({
  name: 'price-books',
  singular: 'price_book',
  table: 'price_books',
  model: () => import('#plugins/products/models/price_book'),
  constraints: {
    price_books_default_in_use: {
      field: 'is_default',
      message: 'A default price book is in use.',
    },
  },
  standard: ['read', 'create', 'update', 'delete', 'export', 'bulk'],
  own: { creator: 'created_by_id' },

  in: ['list', 'detail', 'export'],
  fields: {
    id: uuid({ nullable: false }),
    name: text({ nullable: false, rule: mandatoryText(255), search: true, in: 'everywhere' }),
    currency: code({ nullable: false, rule: { create: currency() }, in: 'everywhere' }),
    is_default: boolean({ nullable: false, writable: true, in: 'everywhere' }),
    is_active: boolean({ nullable: false, writable: true, in: 'everywhere' }),
    version: version(),
    created_at: timestamp({ nullable: false, in: 'everywhere' }),
    updated_at: timestamp({ nullable: false, in: ['detail', 'export'] }),
  },
})
