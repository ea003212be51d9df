import { STRETCH_NAMES } from '#core/calendar/day_range'
import type { PluginRoutes } from '#core/plugins/api'
import { DECIMAL, ID, NUMBER, TEXT, listOf, object } from '#core/resources/openapi/operation'

export const DEFAULT_ENTRIES = 25
export const MAX_ENTRIES = 100

const DAY = { type: 'string', format: 'date' } as const
const COUNTS = object({ open: NUMBER, won: NUMBER, lost: NUMBER })
const NUMBERS = object({ open: DECIMAL, won: DECIMAL, lost: DECIMAL })

/** What there is besides the routes of its resources. */
export function productRoutes({ route }: PluginRoutes): void {
  route(
    'GET',
    '/statistics',
    [() => import('#plugins/products/controllers/product_statistics_controller'), 'show'],
    'products:read',
    {
      summary: 'Read what products came to in deals',
      description:
        'An entry for each product and currency, of deals that were made from one day to another.',
      query: {
        from: DAY,
        to: DAY,
        range: { type: 'string', enum: [...STRETCH_NAMES] },
        limit: { type: 'integer', minimum: 1, maximum: MAX_ENTRIES },
      },
      answers: {
        200: listOf(
          object({
            product_id: ID,
            code: TEXT,
            name: TEXT,
            currency: TEXT,
            deals: COUNTS,
            quantity: NUMBERS,
            net: NUMBERS,
            average_discount: DECIMAL,
          })
        ),
      },
    }
  )
}
