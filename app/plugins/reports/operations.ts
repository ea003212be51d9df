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
import { STAGE_TYPES } from '#plugins/deals/resources/pipeline_stages'
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

const STAGE_NAMED = object({ id: ID, name: TEXT, type: { type: 'string', enum: [...STAGE_TYPES] } })

const RATE = { won: NUMBER, lost: NUMBER, win_rate: DECIMAL }

/** A list that is null where its field is hidden from the caller. */
const unlessHidden = (entry: Readonly<Record<string, JSONSchema7>>) => orNull(listOf(object(entry)))

/** How fast deals move, and how many of them are won. */
const VELOCITY = object({
  from: orNull(DAY),
  to: orNull(DAY),
  counted: object({
    stages: { const: 'entered_in_period' },
    win_rates: { const: 'closed_in_period' },
    standing: { const: 'now' },
  }),
  stages: listOf(
    object({
      pipeline: object({ id: ID, name: TEXT }),
      stage: STAGE_NAMED,
      entered: NUMBER,
      deals: NUMBER,
      left: NUMBER,
      median_seconds: orNull(NUMBER),
      p90_seconds: orNull(NUMBER),
      conversions: listOf(object({ stage: STAGE_NAMED, count: NUMBER, rate: DECIMAL })),
      standing: object({ count: NUMBER, stuck: NUMBER, longest_seconds: orNull(NUMBER) }),
    })
  ),
  win_rates: object({
    all: object(RATE),
    by_owner: unlessHidden({ owner: orNull(object({ id: ID, full_name: TEXT })), ...RATE }),
    by_source: unlessHidden({ source: orNull(TEXT), ...RATE }),
    by_reason: unlessHidden({
      reason_id: orNull(ID),
      reason: orNull(TEXT),
      lost: NUMBER,
      share: DECIMAL,
    }),
  }),
})

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
  'analytics.velocity': {
    id: 'getVelocity',
    summary: 'Report how fast deals go from stage to stage, and how many are won',
    description:
      'Of the stays in stages that began within the days, and of deals that were closed in them: the last 90 days, if none are named. What stands in a stage stands there now.',
    conditions: ['deals'],
    query: DAYS,
    answers: { 200: VELOCITY },
  },
}

const description: ApiDescription = { operations }

export default description
