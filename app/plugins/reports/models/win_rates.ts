import { share } from '#plugins/reports/models/dashboard'

/** The most entries of a list of win rates: those of which most were closed. */
export const MAX_WIN_RATES = 100

const COUNTS = `'won', won, 'lost', lost, 'win_rate', ${share('won', '(won + lost)')}`

const COUNTED = `count(*) FILTER (WHERE closings.status = 'won') AS won,
  count(*) FILTER (WHERE closings.status = 'lost') AS lost`

/**
 * SQL of how many were won of what was closed: of all, by owner, by source, and why the others were
 * lost. Over `closings`, a row for each closed deal. What is hidden from the caller is null.
 *
 * @param visible the fields of deals that exist for the caller
 * @param organization a placeholder for its id
 */
export function winRatesSql(visible: ReadonlySet<string>, organization: string): string {
  const shown = (field: string, sql: string) => (visible.has(field) ? sql : 'NULL')
  return `json_build_object(
    'all', (SELECT json_build_object(${COUNTS}) FROM (SELECT ${COUNTED} FROM closings) counted),
    'by_owner', ${shown('assigned_to', byOwner(organization))},
    'by_source', ${shown('source', BY_SOURCE)},
    'by_reason', ${shown('lost_reason', byReason(organization))})`
}

function listOf(entry: string, order: string, rows: string): string {
  return `(SELECT coalesce(json_agg(json_build_object(${entry}) ORDER BY ${order}), '[]')
    FROM (${rows} ORDER BY ${order} LIMIT ${MAX_WIN_RATES}) counted)`
}

/* One who is deleted is no one, as in lists of deals. */
function byOwner(organization: string): string {
  return listOf(
    `'owner', CASE WHEN id IS NOT NULL THEN json_build_object('id', id, 'full_name', full_name) END, ${COUNTS}`,
    'won + lost DESC, id',
    `SELECT * FROM (
       SELECT e.id, concat_ws(' ', e.first_name, e.last_name) AS full_name, ${COUNTED}
       FROM closings LEFT JOIN employees e ON e.organization_id = ${organization}
         AND e.id = closings.assigned_to_id AND e.deleted_at IS NULL
       GROUP BY e.id, e.first_name, e.last_name) owners`
  )
}

const BY_SOURCE = listOf(
  `'source', source, ${COUNTS}`,
  'won + lost DESC, source',
  `SELECT * FROM (SELECT source, ${COUNTED} FROM closings GROUP BY source) sources`
)

/* A reason of the list is known by its id, whatever it is called by now; any other by its words. */
function byReason(organization: string): string {
  return listOf(
    `'reason_id', id, 'reason', reason, 'lost', lost, 'share', ${share('lost', 'of_all')}`,
    'lost DESC, reason',
    `SELECT *, sum(lost) OVER () AS of_all FROM (
       SELECT reason.id, coalesce(reason.name, closings.lost_reason) AS reason, count(*) AS lost
       FROM closings LEFT JOIN lost_reasons reason ON reason.organization_id = ${organization}
         AND reason.id = closings.lost_reason_id
       WHERE closings.status = 'lost' GROUP BY 1, 2) reasons`
  )
}
