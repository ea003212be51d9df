import { definePlugin } from '#core/plugins/api'
import type DealLine from '#plugins/products/models/deal_line'
import type PriceBook from '#plugins/products/models/price_book'
import type PriceBookEntry from '#plugins/products/models/price_book_entry'
import type Product from '#plugins/products/models/product'
import type Quote from '#plugins/products/models/quote'
import { HAS_LINES, VALUE_BY_LINES } from '#plugins/products/amounts'
import { quoteActions } from '#plugins/products/quotes/admin'
import { quoteRoutes } from '#plugins/products/quotes/routes'
import dealLines from '#plugins/products/resources/deal_lines'
import priceBookEntries from '#plugins/products/resources/price_book_entries'
import priceBooks from '#plugins/products/resources/price_books'
import products from '#plugins/products/resources/products'
import quoteLines from '#plugins/products/resources/quote_lines'
import quotes from '#plugins/products/resources/quotes'
import { productRoutes } from '#plugins/products/routes'

declare module '#core/plugins/api' {
  interface Resources {
    'products': { model: Product }
    'price-books': { model: PriceBook }
    'price-book-entries': { model: PriceBookEntry }
    'deal-lines': { model: DealLine }
    'quotes': { model: Quote; actions: 'refresh' | 'send' | 'accept' | 'decline' }
    'quote-lines': { actions: never }
  }
}

/** What is sold, what it costs, and the lines of deals, whose sum is what the deal is worth. */
export default definePlugin({
  id: 'products',
  version: '1.0.0',
  description: 'Products with price books, and lines of deals, whose sum is the value of the deal.',
  requires: { crm: '^2.0.0', deals: '^1.0.0' },
  prefixes: ['price-books', 'price-book-entries', 'deal-lines', 'quotes', 'quote-lines'],
  enabled: 'on',
  resources: [products, priceBooks, priceBookEntries, dealLines, quotes, quoteLines],
  demo: async (context) => {
    const { makeDemo } = await import('#plugins/products/demo')
    return makeDemo(context)
  },
  routes: (routes) => {
    productRoutes(routes)
    quoteRoutes(routes)
  },
  admin: {
    actions: { quotes: quoteActions },
    tiles: [
      {
        title: 'Products sold',
        path: 'products?is_active=true',
        value: async ({ query }) => {
          const { rows } = await query<{ products: number }>(
            `SELECT count(*)::int AS products FROM products
             WHERE organization_id = app_organization() AND deleted_at IS NULL AND is_active`
          )
          return rows[0]?.products ?? 0
        },
      },
    ],
  },
  readOnly: {
    deals: {
      value: {
        while: HAS_LINES,
        because: 'The value of a deal with lines is what its lines come to.',
        compute: { of: 'deal-lines', by: 'deal_id', sql: VALUE_BY_LINES },
      },
      currency: {
        while: HAS_LINES,
        because: 'A deal with lines keeps its currency, in which their prices are.',
      },
    },
  },
  roles: {
    manager: [
      'products:*',
      'price-books:*',
      'price-book-entries:*',
      'deal-lines:*',
      'quotes:*',
      'quote-lines:*',
    ],
    sales: [
      'products:read',
      'price-books:read',
      'price-book-entries:read',
      'deal-lines:*',
      'quotes:*',
      'quote-lines:read',
    ],
    support: [
      'products:read',
      'price-books:read',
      'price-book-entries:read',
      'deal-lines:read',
      'quotes:read',
      'quote-lines:read',
    ],
    viewer: [
      'products:read',
      'price-books:read',
      'price-book-entries:read',
      'deal-lines:read',
      'quotes:read',
      'quote-lines:read',
    ],
  },
})
