import type { Identity } from '#core/access/identity'
import { organizationToday } from '#core/calendar/organization_day'
import type { Read } from '#core/database/read'
import { isDay } from '#core/calendar/iso_text'
import { Problem, badRequest } from '#core/http/exceptions/problem'
import type { Context } from '#core/plugins/api'
import type { Condition } from '#core/resources/query/condition_tree'
import { columnOf } from '#core/resources/query/field_sql'
import type { ListRequest } from '#core/resources/query/list_request'
import type { RecordQuery } from '#core/resources/query/record_query'
import { malformed } from '#core/resources/query/refusals'
import { Statement } from '#core/resources/query/statement'
import { forCaller } from '#core/resources/query/where_sql'
import { forecastSql } from '#plugins/deals/models/deal/forecast'
import { CATEGORY } from '#plugins/deals/models/deal/forecast_category'
import type { Horizon } from '#plugins/deals/models/deal/horizon'
import deals from '#plugins/deals/resources/deals'

/** Days for which a snapshot is kept: two years and a month. */
export const SNAPSHOT_DAYS = 761

/**
 * Writes down what the open deals of the active organization should bring, once for the day that it is
 * there: at the first time that it is asked to, whoever asks at the same time. Forgets what is old.
 */
export async function takeSnapshot({ query }: Pick<Context, 'query'>): Promise<void> {
  const today = await organizationToday()
  await query(
    `WITH taken AS (
       INSERT INTO forecast_snapshots (organization_id, day) VALUES (app_organization(), $1::date)
       ON CONFLICT DO NOTHING RETURNING organization_id, day)
     INSERT INTO forecast_snapshot_sums (organization_id, day, number, owner_id, pipeline_id, currency,
                                         category, due_month, is_overdue, deals, value, revenue)
     SELECT organization_id, day, row_number() OVER (), owner_id, pipeline_id, currency, category,
            due_month, is_overdue, count(*), coalesce(sum(value), 0), sum(expected_revenue)
     FROM (
       SELECT taken.organization_id, taken.day, r.assigned_to_id AS owner_id, r.pipeline_id, r.currency,
              ${CATEGORY} AS category,
              date_trunc('month', r.expected_close_date::timestamp)::date AS due_month,
              coalesce(r.expected_close_date < taken.day, false) AS is_overdue, r.value,
              r.expected_revenue
       FROM taken JOIN deals r ON r.organization_id = taken.organization_id
       WHERE r.deleted_at IS NULL AND r.status = 'open') open
     GROUP BY organization_id, day, owner_id, pipeline_id, currency, category, due_month, is_overdue`,
    [today]
  )
  await query(
    `DELETE FROM forecast_snapshots
     WHERE organization_id = app_organization() AND day < $1::date - $2::integer`,
    [today, SNAPSHOT_DAYS]
  )
}

/** A day of which a snapshot is asked for; null where none is. @throws 400 for anything else */
export function readAsOf(value: unknown): string | null {
  if (value === undefined) return null
  if (typeof value === 'string' && isDay(value)) return value
  throw malformed('as_of', 'a day such as 2026-02-28')
}

interface Asking {
  readonly query: RecordQuery
  readonly request: ListRequest
  readonly caller: Identity
}

/**
 * The forecast as it was on the morning of a day of the organization, in the shape of the present one.
 * Sums know no records: who reads their own deals alone reads the sums of those that they had then.
 *
 * @throws 404 where no snapshot was taken on that day; 400 for conditions that sums cannot meet; 403
 * where a plugin keeps records from the caller
 */
export function forecastAsOf(
  { query, request, caller }: Asking,
  horizon: Horizon,
  day: string
): Read<string> {
  const statement = new Statement()
  const organization = statement.bind(query.organizationId)
  const asOf = `${statement.bind(day)}::date`
  const where = [`s.organization_id = ${organization}`, `s.day = ${asOf}`]
  if (query.isNarrowed) throw unreadable()
  if (!query.readsAll) where.push(`s.owner_id = ${statement.bind(caller.employeeId)}::uuid`)
  if (request.search !== null) throw unknownToSums()
  for (const condition of request.filters) where.push(conditionSql(condition, caller, statement))
  /* What was due in the month of the day, and not overdue, was due on that day or later. */
  const days = `
    SELECT CASE WHEN s.is_overdue THEN ${asOf} - 1
                WHEN s.due_month IS NOT NULL THEN greatest(s.due_month, ${asOf}) END AS day,
           s.category, s.currency, sum(s.deals)::bigint AS n, sum(s.value) AS value,
           sum(s.revenue) AS revenue
    FROM forecast_snapshot_sums s WHERE ${where.join(' AND ')} GROUP BY 1, 2, 3`
  const body = forecastSql({ searched: null, days, asOf }, horizon, organization)
  return statement.read<{ body: string; is_known: boolean; before: string | null }, string>(
    `SELECT (${body}) AS body,
       EXISTS (SELECT FROM forecast_snapshots f
               WHERE f.organization_id = ${organization} AND f.day = ${asOf}) AS is_known,
       (SELECT max(f.day)::text FROM forecast_snapshots f
        WHERE f.organization_id = ${organization} AND f.day < ${asOf}) AS before`,
    ([row]) => {
      if (!row?.is_known) throw noSnapshot(day, row?.before ?? null)
      return row.body
    }
  )
}

/** The columns of sums, by those of deals. */
const COLUMNS: ReadonlyMap<string | null, string> = new Map([
  ['assigned_to_id', 's.owner_id'],
  ['pipeline_id', 's.pipeline_id'],
  ['currency', 's.currency'],
])

function conditionSql(condition: Condition, caller: Identity, { bind }: Statement): string {
  if (!('operator' in condition)) throw unknownToSums()
  const column = COLUMNS.get(columnOf(deals, condition.name))
  const { operator, operand } = forCaller(deals, condition, caller)
  if (column === undefined || (operator !== 'eq' && operator !== 'in')) throw unknownToSums()
  return `${column}::text = ANY(${bind([operand].flat())}::text[])`
}

function unknownToSums(): Problem {
  const detail =
    'What was forecast is known by "assigned_to", "pipeline" and "currency" alone, and by values of those.'
  return badRequest('malformed_parameter', detail, 'as_of')
}

function unreadable(): Problem {
  const detail = 'Some deals are kept from you, which sums of past days hold.'
  return new Problem(403, {
    code: 'permission_denied',
    detail,
    phrase: 'problems.snapshot_unreadable',
  })
}

function noSnapshot(day: string, before: string | null): Problem {
  const nearest = before === null ? '' : ` The last one before it is of ${before}.`
  return new Problem(404, {
    code: 'no_snapshot',
    detail: `The forecast of ${day} was not written down.${nearest}`,
    extra: { last_before: before },
  })
}
