import { share } from '#plugins/reports/models/dashboard'
import type { DayRange } from '#core/calendar/day_range'
import { type Reading, madeWithin } from '#core/resources/query/reading'
import { groups, whole } from '#core/resources/query/groups'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'
import deals from '#plugins/deals/resources/deals'
import leads from '#plugins/leads/resources/leads'

/**
 * How many come how far, from lead to won deal, as finished JSON: of those that
 * were made in these days.
 */
export function salesFunnel(
  readings: { readonly leads: Reading; readonly deals: Reading },
  days: DayRange
): Read<string> {
  const statement = new Statement()
  const of = (resource: typeof leads, reading: Reading) =>
    whole(groups(resource, reading.query, madeWithin(reading, days), statement))
  return statement.readJson(
    `WITH lead_groups AS (${of(leads, readings.leads)}), deal_groups AS (${of(deals, readings.deals)}),
          counts AS (
            SELECT ${total('lead_groups')} AS leads,
                   ${total('lead_groups', `qualification_status IN ('qualified', 'converted')`)} AS qualified,
                   ${total('deal_groups')} AS opportunities,
                   ${total('deal_groups', `status = 'won'`)} AS won)
     SELECT json_build_object(
       'stages', json_build_array(${STAGES.map(
         ([name, column]) => `json_build_object('name', '${name}', 'count', ${column},
           'percentage', ${share(column, 'leads')})`
       ).join(', ')}),
       'conversion_rates', json_build_object(
         'lead_to_qualified', ${share('qualified', 'leads')},
         'qualified_to_opportunity', ${share('opportunities', 'qualified')},
         'opportunity_to_won', ${share('won', 'opportunities')},
         'lead_to_won', ${share('won', 'leads')})
     )::text AS body FROM counts`
  )
}

const STAGES = [
  ['Total Leads', 'leads'],
  ['Qualified Leads', 'qualified'],
  ['Opportunities', 'opportunities'],
  ['Closed Won', 'won'],
] as const

function total(rows: string, condition = 'true'): string {
  return `(SELECT coalesce(sum(n), 0)::bigint FROM ${rows} WHERE ${condition})`
}
