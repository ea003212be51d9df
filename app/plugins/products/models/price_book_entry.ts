import { compose } from '@adonisjs/core/helpers'
import { PriceBookEntrySchema } from '#database/schema'
import { InCurrencyOf } from '#core/currency/in_currency'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'

/** What a product costs by a price book, in the currency of that. */
export default class PriceBookEntry extends compose(
  PriceBookEntrySchema,
  OrganizationScoped,
  EmitsEvents('price-book-entries'),
  Authored,
  InCurrencyOf('unitPrice', { table: 'price_books', key: 'priceBookId' }),
  Versioned
) {}
