import { share } from '#plugins/reports/models/dashboard'
import { amountSql } from '#core/currency/sql'
import type { DayRange } from '#core/calendar/day_range'
import type { ListRequest } from '#core/resources/query/list_request'
import { type Reading, madeWithin } from '#core/resources/query/reading'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import { countedWithin } from '#plugins/reports/models/reckoned'

interface Readings {
  readonly employees: Reading
  readonly customers: Reading
  readonly leads: Reading
  readonly deals: Reading
}

/**
 * What is assigned to each employee, and what they have made of it, as finished
 * JSON: those first who have won most in the organization's own currency.
 *
 * @param days in which customers and leads were made, and deals closed, or made where they are open
 * @param max how many employees there are at most
 */
export function employeePerformance(
  { employees, customers, leads, deals }: Readings,
  days: DayRange,
  max: number
): Read<string> {
  const statement = new Statement()
  const { bind } = statement
  const organization = bind(employees.query.organizationId)
  const shown = employees.query.parts(employees.all, statement)
  /* Each of them is a query of its own, since all of them may be searched. */
  const of = (table: string, { query }: Reading, request: ListRequest, columns: string) => {
    const { searched, where, joins } = query.parts(request, statement)
    return `${searched ? `WITH ${searched}` : ''} SELECT ${columns} FROM ${table} r ${joins()} WHERE ${where}`
  }
  const owned = 'r.assigned_to_id AS id, count(*) AS n'
  const led = `${owned}, count(*) FILTER (WHERE r.is_converted) AS converted`
  const sold = `r.assigned_to_id AS id, r.currency, count(*) AS n,
    count(*) FILTER (WHERE r.status = 'won') AS won,
    count(*) FILTER (WHERE r.status <> 'open') AS closed,
    coalesce(sum(r.value) FILTER (WHERE r.status = 'won'), 0) AS won_value,
    coalesce(sum(r.value) FILTER (WHERE r.status = 'open'), 0) AS open_value`
  return statement.readJson(
    `WITH ${shown.searched ? `${shown.searched},` : ''} customers_of AS (${of('customers', customers, madeWithin(customers, days), owned)} GROUP BY 1),
     leads_of AS (${of('leads', leads, madeWithin(leads, days), led)} GROUP BY 1),
     sums_of AS (${of('deals', deals, countedWithin(deals, days), sold)} GROUP BY 1, 2),
     deals_of AS (
       SELECT id, sum(n)::bigint AS n, sum(won)::bigint AS won, sum(closed)::bigint AS closed,
              count(*) AS currencies, min(currency) AS currency, sum(won_value) AS won_value,
              sum(open_value) AS open_value,
              sum(won_value) FILTER (WHERE currency = (
                SELECT o.currency FROM organizations o WHERE o.id = ${organization})) AS rank,
              json_agg(json_build_object('currency', currency, 'won', ${amountSql('won_value', 'currency')},
                'pipeline', ${amountSql('open_value', 'currency')}) ORDER BY n DESC, currency) AS by_currency
       FROM sums_of GROUP BY 1)
     SELECT coalesce(json_agg(entry ORDER BY place), '[]')::text AS body FROM (
       SELECT row_number() OVER (ORDER BY coalesce(d.rank, 0) DESC, coalesce(d.won, 0) DESC,
                r.last_name COLLATE alphabetical, r.first_name COLLATE alphabetical, r.id) AS place,
         json_build_object(
           'employee', json_build_object('id', r.id, 'code', r.code,
             'full_name', concat_ws(' ', r.first_name, r.last_name), 'department', r.department,
             'job_title', r.job_title),
           'customers', coalesce(c.n, 0),
           'leads', json_build_object('total', coalesce(l.n, 0), 'converted', coalesce(l.converted, 0),
             'conversion_rate', ${share('l.converted', 'l.n')}),
           'deals', json_build_object('total', coalesce(d.n, 0), 'won', coalesce(d.won, 0),
             'win_rate', ${share('d.won', 'd.closed')}),
           'revenue', json_build_object('currency', CASE WHEN d.currencies = 1 THEN d.currency END,
             'won', ${unlessMixed('d.won_value')}, 'pipeline', ${unlessMixed('d.open_value')},
             'by_currency', coalesce(d.by_currency, '[]'))) AS entry
       FROM employees r LEFT JOIN customers_of c ON c.id = r.id LEFT JOIN leads_of l ON l.id = r.id
       LEFT JOIN deals_of d ON d.id = r.id ${shown.joins()}
       WHERE ${shown.where}
       ORDER BY place LIMIT ${bind(max)}) ranked`,
    '[]'
  )
}

function unlessMixed(sum: string): string {
  const amount = amountSql(`coalesce(${sum}, 0)`, 'd.currency')
  return `CASE WHEN coalesce(d.currencies, 1) = 1 THEN ${amount} END`
}
