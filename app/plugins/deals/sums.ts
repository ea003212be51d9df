import type { JSONSchema7 } from 'json-schema'
import { FORECAST_CATEGORIES } from '#plugins/deals/models/deal/forecast_category'
import { MAX_MONTHS, MAX_QUARTERS } from '#plugins/deals/models/deal/horizon'
import { DAY, DECIMAL, NUMBER, TEXT, listOf, object } from '#core/resources/openapi/operation'
import { orNull } from '#core/resources/json'

/** An amount; null where it would mix currencies, of which `by_currency` has each. */
export const SUM = orNull(DECIMAL)

/** The currency of the sums beside it; null where there is none, or more than one. */
export const CURRENCY = orNull(TEXT)

/** What some deals are worth, for each of their currencies. */
export const BY_CURRENCY = listOf(
  object({ currency: TEXT, count: NUMBER, value: DECIMAL, expected_revenue: DECIMAL })
)

/** How many there are of each of these words. */
export function tally(words: readonly string[]): JSONSchema7 {
  return object(Object.fromEntries(words.map((word) => [word, NUMBER])))
}

/** A whole number from 1. */
export function upTo(maximum: number, defaultValue?: number): JSONSchema7 {
  return { type: 'integer', minimum: 1, maximum, ...(defaultValue && { default: defaultValue }) }
}

/** How far a forecast looks, so many months, or quarters instead, and from when. */
export const HORIZON = {
  months: upTo(MAX_MONTHS, 3),
  quarters: upTo(MAX_QUARTERS),
  as_of: {
    ...DAY,
    description:
      'A past day, of which a snapshot answers: narrowed by `assigned_to`, `pipeline` and `currency` alone.',
  },
}

const EXPECTED = {
  deal_count: NUMBER,
  currency: CURRENCY,
  total_value: SUM,
  expected_revenue: SUM,
  by_currency: BY_CURRENCY,
  by_category: listOf(
    object({
      category: { type: 'string', enum: [...FORECAST_CATEGORIES] },
      currency: TEXT,
      count: NUMBER,
      value: DECIMAL,
      expected_revenue: DECIMAL,
    })
  ),
}

/** What open deals should bring, by the month or the quarter. */
export const FORECAST = object({
  as_of: orNull(DAY),
  forecasts: listOf({
    anyOf: [
      object({ month: TEXT, month_name: TEXT, ...EXPECTED }),
      object({ quarter: TEXT, start_date: DAY, end_date: DAY, ...EXPECTED }),
    ],
  }),
  total_expected: SUM,
  overdue: object(EXPECTED),
  later: object(EXPECTED),
  undated: object(EXPECTED),
})
