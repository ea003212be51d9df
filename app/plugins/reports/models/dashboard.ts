import { PLAIN_CURRENCY, plainSum } from '#plugins/deals/models/deal/money'
import { amountSql } from '#core/currency/sql'
import type { DayRange } from '#core/calendar/day_range'
import { type Reading, madeWithin } from '#core/resources/query/reading'
import { groups, whole } from '#core/resources/query/groups'
import type { Resource } from '#core/resources/define_resource'
import type { ListRequest } from '#core/resources/query/list_request'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import customers from '#plugins/customers/resources/customers'
import deals from '#plugins/deals/resources/deals'
import type { Conversion } from '#plugins/reports/models/conversion'
import { countedWithin } from '#plugins/reports/models/reckoned'
import leads from '#plugins/leads/resources/leads'

interface Readings {
  readonly customers: Reading
  readonly leads: Reading
  readonly deals: Reading
}

/**
 * How things stand, in a dozen numbers, as finished JSON. In a range of days: of customers and leads
 * that were made in it, and of deals that were closed in it, or made in it and are open.
 */
export function dashboard(
  readings: Readings,
  days: DayRange,
  conversion: Conversion | null
): Read<string> {
  const statement = new Statement()
  const of = (resource: Resource, { query }: Reading, request: ListRequest) =>
    whole(groups(resource, query, request, statement))
  const rows = {
    customers: of(customers, readings.customers, madeWithin(readings.customers, days)),
    leads: of(leads, readings.leads, madeWithin(readings.leads, days)),
    deals: of(deals, readings.deals, countedWithin(readings.deals, days)),
  }
  const grown = readings.customers.query.parts(readings.customers.all, statement)
  const converted = conversion?.sql(statement, CONVERTED_SUMS, 'sums') ?? 'NULL'
  return statement.readJson(
    `WITH customer_groups AS (${rows.customers}), lead_groups AS (${rows.leads}),
          sums AS (${rows.deals}),
          fresh AS (
            ${grown.searched ? `WITH ${grown.searched}` : ''}
            SELECT count(*) FILTER (WHERE r.created_at >= now() - interval '30 days') AS recent,
                   count(*) FILTER (WHERE r.created_at < now() - interval '30 days') AS before
            FROM customers r ${grown.joins()} WHERE ${grown.where} AND r.created_at >= now() - interval '60 days')
     SELECT json_build_object(
       'customers', (SELECT json_build_object(
          'total', ${count()}, 'active', ${count(`status = 'active'`)},
          'growth', (SELECT ${GROWTH} FROM fresh)) FROM customer_groups),
       'leads', (SELECT json_build_object(
          'total', ${count()}, 'qualified', ${count(`qualification_status = 'qualified'`)},
          'converted', ${count(CONVERTED)}, 'conversion_rate', ${share(count(CONVERTED), count())})
          FROM lead_groups),
       'deals', (SELECT json_build_object(
          'total', ${count()}, 'active', ${count(`status = 'open'`)}, 'won', ${count(WON)},
          'lost', ${count(`status = 'lost'`)},
          'win_rate', ${share(count(WON), count(`status <> 'open'`))}) FROM sums),
       'revenue', (SELECT json_build_object(
          'currency', ${PLAIN_CURRENCY}, 'total', ${plainSum('value', WON)},
          'pipeline_value', ${plainSum('value', OPEN)}, 'expected', ${plainSum('revenue', OPEN)},
          'by_currency', (SELECT coalesce(json_agg(json_build_object(
             'currency', currency, 'total', total, 'pipeline_value', pipeline, 'expected', expected)
             ORDER BY n DESC, currency), '[]') FROM (
               SELECT currency, sum(n) AS n, ${amount('value', WON)} AS total,
                      ${amount('value', OPEN)} AS pipeline, ${amount('revenue', OPEN)} AS expected
               FROM sums GROUP BY currency) each_currency),
          'converted', ${converted}) FROM sums)
     )::text AS body`
  )
}

const OPEN = `status = 'open'`
const WON = `status = 'won'`
/** By currency and status, as they are added up in one currency. */
const CONVERTED_SUMS = {
  total: `CASE WHEN ${WON} THEN value END`,
  pipeline_value: `CASE WHEN ${OPEN} THEN value END`,
  expected: `CASE WHEN ${OPEN} THEN revenue END`,
}
const CONVERTED = `qualification_status = 'converted'`

/** Of thirty days over the thirty before, in per cent; a hundred where there was nothing. */
const GROWTH = `round(CASE WHEN before > 0 THEN 100.0 * (recent - before) / before
  WHEN recent > 0 THEN 100 ELSE 0 END, 2)::text`

function count(condition = 'true'): string {
  return `coalesce(sum(n) FILTER (WHERE ${condition}), 0)::bigint`
}

/** A part of a whole in per cent; nought where there is nothing. */
export function share(part: string, all: string): string {
  return `round(coalesce(100.0 * ${part} / nullif(${all}, 0), 0), 2)::text`
}

function amount(column: string, condition: string): string {
  return amountSql(`coalesce(sum(${column}) FILTER (WHERE ${condition}), 0)`, 'currency')
}
