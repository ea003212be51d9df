import type { JSONSchema7 } from 'json-schema'
import { MAX_EMPLOYEES, MAX_PERIODS } from '#plugins/reports/models/parameters'
import { STRETCH_NAMES } from '#core/calendar/day_range'
import { PERIODS } from '#core/calendar/period_sql'
import {
  DAY,
  DECIMAL,
  ID,
  NUMBER,
  type ApiDescription,
  type Operations,
  TEXT,
  listOf,
  object,
} from '#core/resources/openapi/operation'
import { BY_CURRENCY, CURRENCY, FORECAST, HORIZON, SUM, tally, upTo } from '#plugins/deals/sums'
import { CUSTOMER_STATUSES, CUSTOMER_TYPES } from '#plugins/customers/resources/customers'
import { orNull } from '#core/resources/json'

/** In which currency amounts are answered besides. */
const IN_CURRENCY = {
  currency: {
    type: 'string',
    description: 'A currency of ISO 4217, into which amounts are converted by the rates of today.',
  },
} as const

/** The days that a report is about: from one to another, both included, or those that a word means. */
const DAYS: Readonly<Record<string, JSONSchema7>> = {
  from: DAY,
  to: DAY,
  range: {
    type: 'string',
    enum: [...STRETCH_NAMES],
    description:
      'Instead of `from` and `to`, by the calendar and the fiscal year of the organization.',
  },
}

/** Sums in the currency that was asked for. */
const convertedOf = (sums: Readonly<Record<string, JSONSchema7>>) =>
  orNull(
    object({
      currency: TEXT,
      ...sums,
      rates: { type: 'object', additionalProperties: DECIMAL },
      without_rate: listOf(TEXT),
    })
  )

const operations: Operations = {
  'customer_statistics.show': {
    id: 'getCustomerStats',
    summary: 'Count customers, and of which kinds they are',
    grammar: 'selection',
    answers: {
      200: object({
        total: NUMBER,
        active: NUMBER,
        inactive: NUMBER,
        by_status: tally(CUSTOMER_STATUSES),
        by_type: tally(CUSTOMER_TYPES),
        by_industry: { type: 'object', additionalProperties: NUMBER },
        new_this_month: NUMBER,
        average_deal_value: SUM,
        total_deal_value: SUM,
        deal_values: BY_CURRENCY,
      }),
    },
  },

  'analytics.dashboard': {
    id: 'getDashboard',
    summary: 'Report the key figures of the dashboard',
    description:
      'Within days: of customers and leads that were made in them, and of deals that were closed in them, or made in them and are open.',
    conditions: ['customers', 'leads', 'deals'],
    query: { ...DAYS, ...IN_CURRENCY },
    answers: {
      200: object({
        customers: object({ total: NUMBER, active: NUMBER, growth: DECIMAL }),
        leads: object({
          total: NUMBER,
          qualified: NUMBER,
          converted: NUMBER,
          conversion_rate: DECIMAL,
        }),
        deals: object({
          total: NUMBER,
          active: NUMBER,
          won: NUMBER,
          lost: NUMBER,
          win_rate: DECIMAL,
        }),
        revenue: object({
          currency: CURRENCY,
          total: SUM,
          pipeline_value: SUM,
          expected: SUM,
          by_currency: listOf(
            object({ currency: TEXT, total: DECIMAL, pipeline_value: DECIMAL, expected: DECIMAL })
          ),
          converted: convertedOf({ total: DECIMAL, pipeline_value: DECIMAL, expected: DECIMAL }),
        }),
      }),
    },
  },
  'analytics.sales_funnel': {
    id: 'getSalesFunnel',
    summary: 'Report the sales funnel, from lead to won deal',
    description: 'Of those that were made within the days, if any are named.',
    conditions: ['leads', 'deals'],
    query: DAYS,
    answers: {
      200: object({
        stages: listOf(object({ name: TEXT, count: NUMBER, percentage: DECIMAL })),
        conversion_rates: object({
          lead_to_qualified: DECIMAL,
          qualified_to_opportunity: DECIMAL,
          opportunity_to_won: DECIMAL,
          lead_to_won: DECIMAL,
        }),
      }),
    },
  },
  'analytics.revenue_by_period': {
    id: 'getRevenueByPeriod',
    summary: 'Report won revenue per period',
    description:
      'Oldest first. The last period is the present one, or that of `to`; `count` is left out where days say when periods begin.',
    conditions: ['deals'],
    query: {
      ...DAYS,
      period: { type: 'string', enum: [...PERIODS], default: 'month' },
      count: upTo(MAX_PERIODS, 12),
      ...IN_CURRENCY,
    },
    answers: {
      200: listOf(
        object({
          period: TEXT,
          start_date: DAY,
          end_date: DAY,
          deal_count: NUMBER,
          currency: CURRENCY,
          revenue: SUM,
          by_currency: listOf(object({ currency: TEXT, deal_count: NUMBER, revenue: DECIMAL })),
          converted: convertedOf({ revenue: DECIMAL }),
        })
      ),
    },
  },
  'analytics.forecast': {
    id: 'getForecast',
    summary: 'Report the forecast of all open deals',
    description:
      'By the month, or by the quarter where `quarters` is said instead. Within days: of deals that should be closed in them.',
    conditions: ['deals'],
    query: { ...DAYS, ...HORIZON },
    answers: { 200: FORECAST },
  },
  'analytics.employee_performance': {
    id: 'getEmployeePerformance',
    summary: 'Report the performance of employees',
    description: "Ordered by what was won in the organization's own currency, most first.",
    conditions: ['employees', 'customers', 'leads', 'deals'],
    query: { ...DAYS, limit: upTo(MAX_EMPLOYEES, 25) },
    answers: {
      200: listOf(
        object({
          employee: object({
            id: ID,
            code: TEXT,
            full_name: TEXT,
            department: orNull(TEXT),
            job_title: orNull(TEXT),
          }),
          customers: NUMBER,
          leads: object({ total: NUMBER, converted: NUMBER, conversion_rate: DECIMAL }),
          deals: object({ total: NUMBER, won: NUMBER, win_rate: DECIMAL }),
          revenue: object({
            currency: CURRENCY,
            won: SUM,
            pipeline: SUM,
            by_currency: listOf(object({ currency: TEXT, won: DECIMAL, pipeline: DECIMAL })),
          }),
        })
      ),
    },
  },
}

const description: ApiDescription = { operations }

export default description
