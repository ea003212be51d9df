import type { Identity } from '#core/access/identity'
import { claims } from '#core/access/record_ownership'
import { changesSql } from '#core/audit/changes'
import type { Position } from '#core/events/position'
import { type Types, typesSql } from '#core/events/event_types'
import { asJson } from '#core/resources/json'
import type { Resource } from '#core/resources/define_resource'
import type { Statement } from '#core/resources/query/statement'

/** An event as it is read, before it is known whether its record is there for the caller. */
export interface EventRow {
  readonly id: string
  readonly epoch: number
  readonly xid: string
  readonly action: string
  readonly noun: string
  readonly record_id: string
  readonly time: string
  readonly actor_id: string | null
  readonly api_key_id: string | null
  readonly impersonator_id: string | null
  readonly request_id: string | null
  readonly record_version: number | null
  /** By the names of fields that the caller may read, as JSON. */
  readonly changes: string
  /** Whether the record was the caller's own until this event. */
  readonly was_own: boolean
  /** Whether the row of the record went with it. */
  readonly is_erased: boolean
}

/** How far the log goes. */
export interface Horizon {
  readonly epoch: number
  /** No transaction from this one on is certain to have ended. */
  readonly oldest: string
  /** No transaction from this one on has begun. */
  readonly next: string
  /** In milliseconds. */
  readonly now: number
  readonly keep_days: number
}

/** The same, and how much of it was looked through. */
export interface Scanned extends Horizon {
  readonly scanned: number
  /** The parts of the last position that was looked at; null where there was none. */
  readonly last: readonly [epoch: number, xid: string, id: string] | null
}

/** What is asked of the log. */
export interface Scan {
  readonly after: Position
  /** Those whose events the caller reads. */
  readonly resources: readonly Resource[]
  /** Those of them of which the caller reads their own records alone. */
  readonly own: readonly Resource[]
  readonly types: Types | null
  readonly subject: { readonly resource: Resource; readonly id: string } | null
  readonly limit: number
}

/** Events that one statement looks at, so that a rare one does not make it long. */
export const SCANNED = 5_000

/**
 * Whether an event is among those that are certain to be followed by later ones only: a transaction
 * that is still running has its number, and may yet commit.
 *
 * @param event the alias of its row
 */
export function settledSql(event: string): string {
  return `(${event}.epoch, ${event}.xid) < (event_epoch(), pg_snapshot_xmin(pg_current_snapshot()))`
}

/** Whether an event stands behind a position. */
export function behindSql(event: string, { epoch, xid, id }: Position, { bind }: Statement) {
  return `(${event}.epoch, ${event}.xid, ${event}.id) >
    (${bind(epoch)}::integer, ${bind(String(xid))}::xid8, ${bind(id)}::uuid)`
}

const KEEP_DAYS = `(SELECT o.event_keep_days FROM organizations o WHERE o.id = app_organization())`

/** What was written before is read no more. */
const KEPT_SINCE = `now() - make_interval(days => ${KEEP_DAYS}::integer)`

const HORIZON = `'epoch', event_epoch(),
  'oldest', pg_snapshot_xmin(pg_current_snapshot())::text,
  'next', pg_snapshot_xmax(pg_current_snapshot())::text,
  'now', floor(extract(epoch FROM now()) * 1000),
  'keep_days', ${KEEP_DAYS}`

/** How far the log goes. */
export const HORIZON_SQL = `SELECT json_build_object(${HORIZON}) AS horizon`

/**
 * The events behind a position, as far as they are settled: at most `limit` that fit, of the next
 * `SCANNED`; and as `horizon` how far that goes, in each row. There is one row at the least.
 */
export function pageSql(caller: Identity, scan: Scan, statement: Statement): string {
  const { bind } = statement
  const { subject, types } = scan
  const organization = bind(caller.organizationId)
  const nouns = bind(scan.resources.map(({ noun }) => noun))
  const ofSubject = subject
    ? `AND e.resource = ${bind(subject.resource.noun)} AND e.record_id = ${bind(subject.id)}::uuid`
    : ''
  return `WITH scanned AS MATERIALIZED (
      SELECT e.epoch, e.xid, e.id, e.action, e.resource, e.outcome, e.record_id, e.created_at
      FROM audit_events e
      WHERE e.organization_id = ${organization} ${ofSubject}
        AND ${behindSql('e', scan.after, statement)} AND ${settledSql('e')}
      ORDER BY e.epoch, e.xid, e.id LIMIT ${SCANNED}),
    fitting AS MATERIALIZED (
      SELECT s.id FROM scanned s
      WHERE s.outcome = 'done' AND s.record_id IS NOT NULL AND s.resource = ANY(${nouns}::text[])
        AND s.created_at >= ${KEPT_SINCE}
        AND ${types === null ? 'true' : typesSql('s', types, bind)}
      ORDER BY s.epoch, s.xid, s.id LIMIT ${Math.trunc(scan.limit)})
    SELECT reading.horizon, found.*
    FROM (
      SELECT json_build_object(${HORIZON}, 'scanned', count(*),
        'last', (array_agg(json_build_array(s.epoch, s.xid::text, s.id)
                           ORDER BY s.epoch DESC, s.xid DESC, s.id DESC))[1]) AS horizon
      FROM scanned s) reading
    LEFT JOIN (
      SELECT ${columnsSql(scan.own, caller, statement)}
      FROM fitting f
      JOIN audit_events r ON r.organization_id = ${organization} AND r.id = f.id) found ON true
    ORDER BY found.epoch, found.xid, found.id`
}

/** What is read of an event `r`. */
function columnsSql(own: readonly Resource[], caller: Identity, statement: Statement): string {
  return `r.id, r.epoch, r.xid, r.action, r.resource AS noun, r.record_id,
    ${asJson('timestamp', 'r.created_at')} AS time, r.actor_id, r.api_key_id, r.impersonator_id,
    r.request_id, r.record_version, ${changesSql(caller)}::text AS changes,
    ${wasOwnSql(own, caller, statement)} AS was_own,
    r.before IS NOT NULL AND r.after IS NULL AS is_erased`
}

/** Single events of these resources, by their ids, in their order. */
export function eventsByIdSql(
  caller: Identity,
  { resources, own, ids }: Pick<Scan, 'resources' | 'own'> & { readonly ids: readonly string[] },
  statement: Statement
): string {
  const { bind } = statement
  return `SELECT ${columnsSql(own, caller, statement)} FROM audit_events r
    WHERE r.organization_id = ${bind(caller.organizationId)} AND r.id = ANY(${bind(ids)}::uuid[])
      AND r.outcome = 'done' AND r.record_id IS NOT NULL
      AND r.resource = ANY(${bind(resources.map(({ noun }) => noun))}::text[])
    ORDER BY r.epoch, r.xid, r.id`
}

/** Whether the record of an event `r` was the caller's own before it: by the columns that it changed, or by all where it took the row along. */
function wasOwnSql(own: readonly Resource[], caller: Identity, { bind }: Statement): string {
  const cases = own.flatMap((resource) => {
    const conditions = claims(resource.own, caller).map(
      ([column, value]) => `r.before ->> '${column}' = ${bind(value)}`
    )
    if (conditions.length === 0) return []
    return [`WHEN r.resource = '${resource.noun}' THEN coalesce(${conditions.join(' OR ')}, false)`]
  })
  return cases.length === 0 ? 'false' : `CASE ${cases.join(' ')} ELSE false END`
}

/**
 * The position before the first event that is kept, where its organization began to be looked at by
 * time.
 *
 * @param since in milliseconds, where those before it are not asked for
 */
export function firstKeptSql(
  organizationId: string | null,
  { bind }: Statement,
  since: number | null = null
): string {
  const begins =
    since === null
      ? KEPT_SINCE
      : `greatest(${KEPT_SINCE}, to_timestamp(${bind(since)}::double precision / 1000))`
  return `SELECT first.epoch, first.xid FROM (
      SELECT e.epoch, e.xid FROM audit_events e
      WHERE e.organization_id = ${bind(organizationId)} AND e.created_at >= ${begins}
      ORDER BY e.created_at, e.id LIMIT ${NEAR}) first
    ORDER BY first.epoch, first.xid LIMIT 1`
}

/** Among so many that were written first, one of a long transaction may have the first position. */
const NEAR = 100

/** The next event behind a position, whatever it is about. */
export function nextSql(organizationId: string | null, after: Position, statement: Statement) {
  return `SELECT e.id FROM audit_events e
    WHERE e.organization_id = ${statement.bind(organizationId)} AND ${behindSql('e', after, statement)}
    ORDER BY e.epoch, e.xid, e.id LIMIT 1`
}
