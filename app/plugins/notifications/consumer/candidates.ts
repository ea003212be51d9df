import { UnitOfWork } from '#core/database/unit_of_work'
import { settledSql } from '#core/events/event_sql'
import { Statement } from '#core/resources/query/statement'
import type { NotificationKind } from '#plugins/notifications/kinds'
import { defaultsSql } from '#plugins/notifications/models/preferences'
import { assignedResources } from '#plugins/notifications/subjects'

/** Events of the log that are looked at at once. */
export const SCANNED = 500

/** How far the log has been read. */
export interface Place {
  readonly epoch: number
  readonly xid: string
  readonly event_id: string
}

/** What a user may have to be notified of, before it is known whether they may read the record. */
export interface Candidate {
  readonly event_id: string
  readonly user_id: string
  readonly kind: NotificationKind
  readonly resource: string
  readonly record_id: string
  readonly label: string | null
  readonly actor_id: string | null
  /** ISO 8601. */
  readonly created_at: string
  readonly in_app: boolean
  readonly email: boolean
}

/** A part of the log that was looked at. */
export interface Scanned {
  readonly candidates: readonly Candidate[]
  /** Its last event; null where there is none. */
  readonly last: Place | null
  readonly hasMore: boolean
}

/** The kinds of activities, by their resources: they are one table. */
const ACTIVITIES = ['tasks', 'notes', 'meetings', 'calls', 'messages'] as const

/** Those in whose text users are mentioned. What others wrote, messages hold, and it mentions no one. */
const MENTIONING = ['tasks', 'notes', 'meetings', 'calls'] as const

/** `@[Olivia](user:0199c0de-…)`, in Markdown. */
const MENTION = String.raw`@\[[^]\n]{1,255}\]\(user:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)`

interface Row extends Record<string, unknown> {
  readonly last: Place | null
  readonly scanned: number
  readonly candidates: readonly Candidate[]
}

/**
 * Looks at the next events of the log, and for each at the users whom it concerns: in one statement,
 * in the organization of the running unit. Nobody is notified of what they did themselves, but for the
 * end of an import, which they only began; what an API key did was not done by its sponsor.
 */
export async function findCandidates(after: Place): Promise<Scanned> {
  const statement = new Statement()
  const { rows } = await UnitOfWork.get().query<Row>(
    candidatesSql(after, statement),
    statement.values
  )
  const [found] = rows
  if (!found) throw new Error('The log of events says how far it goes')
  const { candidates, last, scanned } = found
  return { candidates, last, hasMore: scanned === SCANNED }
}

function candidatesSql({ epoch, xid, event_id: id }: Place, statement: Statement): string {
  const { bind } = statement
  return `WITH scanned AS MATERIALIZED (
      SELECT e.* FROM audit_events e
      WHERE e.organization_id = app_organization() AND ${settledSql('e')}
        AND (e.epoch, e.xid, e.id) > (${bind(epoch)}::integer, ${bind(xid)}::xid8, ${bind(id)}::uuid)
      ORDER BY e.epoch, e.xid, e.id LIMIT ${SCANNED}),
    done AS (
      SELECT * FROM scanned WHERE outcome = 'done' AND record_id IS NOT NULL),
    concerned AS (${concernedSql(statement)}),
    first AS (
      SELECT DISTINCT ON (concerned.event_id, concerned.user_id) concerned.event_id, concerned.user_id,
        known.kind, coalesce(chosen.in_app, known.in_app) AS in_app,
        coalesce(chosen.email, known.email) AS email
      FROM concerned
      JOIN ${defaultsSql(statement)} ON known.kind = concerned.kind
      JOIN user_organizations m ON m.organization_id = app_organization()
        AND m.user_id = concerned.user_id AND m.is_active
      LEFT JOIN notification_preferences chosen ON chosen.organization_id = app_organization()
        AND chosen.user_id = concerned.user_id AND chosen.kind = concerned.kind
      ORDER BY concerned.event_id, concerned.user_id, known.place),
    found AS (
      SELECT f.*, e.resource, e.record_id, e.actor_id, e.created_at,
        left(coalesce(activity.subject, import.file_name, e.record_label), 255) AS label
      FROM first f
      JOIN done e ON e.id = f.event_id
      LEFT JOIN activities activity ON activity.organization_id = app_organization()
        AND activity.id = e.record_id AND e.resource = ANY(${bind(ACTIVITIES)}::text[])
      LEFT JOIN imports import ON import.organization_id = app_organization()
        AND import.id = e.record_id AND e.resource = 'imports'
      WHERE (f.in_app OR f.email) AND (f.kind = 'import_finished' OR e.api_key_id IS NOT NULL
        OR e.actor_id IS DISTINCT FROM f.user_id))
    SELECT
      (SELECT count(*)::int FROM scanned) AS scanned,
      (SELECT json_build_object('epoch', epoch, 'xid', xid::text, 'event_id', id) FROM scanned
       ORDER BY scanned.epoch DESC, scanned.xid DESC, scanned.id DESC LIMIT 1) AS last,
      (SELECT coalesce(json_agg(found ORDER BY found.event_id, found.user_id), '[]') FROM found)
        AS candidates`
}

/** The users whom each event concerns, and what it is for them. */
function concernedSql({ bind }: Statement): string {
  const assigned = assignedResources()
  const nouns = bind(assigned.map(({ resource }) => resource.noun))
  const columns = bind(assigned.map(({ column }) => column))
  const mentions = (row: string) =>
    `SELECT (regexp_matches(e.${row} ->> 'body', ${bind(MENTION)}, 'gi'))[1]::uuid`
  const reminders = bind(['tasks:remind', 'meetings:remind', 'calls:remind'])
  return `
    SELECT e.id AS event_id, employee.user_id, 'assigned' AS kind
    FROM done e
    JOIN unnest(${nouns}::text[], ${columns}::text[]) owned (noun, name) ON owned.noun = e.resource
    JOIN employees employee ON employee.organization_id = app_organization()
      AND employee.id = (e.after ->> owned.name)::uuid AND employee.deleted_at IS NULL
    UNION ALL
    SELECT e.id, mention.user_id, 'mentioned'
    FROM done e
    CROSS JOIN LATERAL (${mentions('after')} EXCEPT ${mentions('before')}) mention (user_id)
    WHERE e.resource = ANY(${bind(MENTIONING)}::text[]) AND e.after ? 'body'
    UNION ALL
    SELECT e.id, taking.user_id, 'task_due'
    FROM done e
    CROSS JOIN LATERAL (
      SELECT owner.user_id FROM activities a
      JOIN employees owner ON owner.organization_id = a.organization_id AND owner.id = a.owner_id
        AND owner.deleted_at IS NULL
      WHERE a.organization_id = app_organization() AND a.id = e.record_id
      UNION
      SELECT p.user_id FROM activity_participants p
      WHERE p.organization_id = app_organization() AND p.activity_id = e.record_id) taking
    WHERE e.action = ANY(${reminders}::text[])
    UNION ALL
    SELECT e.id, employee.user_id,
      CASE e.action WHEN 'deals:win' THEN 'deal_won' WHEN 'deals:lose' THEN 'deal_lost'
        ELSE 'deal_moved' END
    FROM done e
    JOIN deals deal ON deal.organization_id = app_organization() AND deal.id = e.record_id
    JOIN employees employee ON employee.organization_id = app_organization()
      AND employee.id = deal.assigned_to_id AND employee.deleted_at IS NULL
    WHERE e.action IN ('deals:win', 'deals:lose', 'deals:move')
    UNION ALL
    SELECT e.id, import.created_by_id, 'import_finished'
    FROM done e
    JOIN imports import ON import.organization_id = app_organization() AND import.id = e.record_id
    WHERE e.action = 'imports:finish'`
}
