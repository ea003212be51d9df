import { fieldLabel, humanize } from '#admin/humanize'
import type { AccountChanges } from '#core/audit/account_event'
import type User from '#plugins/identity/models/user'
import { UnitOfWork } from '#core/database/unit_of_work'
import { IMPERSONATION_MINUTES } from '#admin/validators/admin'

interface MembershipRow extends Record<string, unknown> {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly role: string
  readonly is_active: boolean
  readonly is_primary: boolean
  readonly is_open: boolean
  readonly joined_at: string
}

interface SessionRow extends Record<string, unknown> {
  readonly id: string | null
  readonly kind: 'API' | 'Admin'
  readonly ip_address: string | null
  readonly user_agent: string | null
  readonly created_at: string
  readonly last_used_at: string
}

interface ReadingRow extends Record<string, unknown> {
  readonly path: string
  readonly created_at: string
}

interface EventRow extends Record<string, unknown> {
  readonly action: string
  readonly ip_address: string | null
  /** On whose behalf; null when it was the user's own doing. */
  readonly actor: string | null
  readonly changes: AccountChanges | null
  readonly created_at: string
}

const MAX = 30
const TIME = (column: string) => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/**
 * A user as their page tells of them: where they belong, and where they are logged
 * in. In a unit of the system.
 */
export async function userPage({ id }: User) {
  const unit = UnitOfWork.get()
  const memberships = await unit.query<MembershipRow>(
    `SELECT m.id, o.name, o.slug, m.role, m.is_active, m.is_primary,
            m.is_active AND o.is_active AS is_open, ${TIME('m.joined_at')} AS joined_at
     FROM user_organizations m JOIN organizations o ON o.id = m.organization_id
     WHERE m.user_id = $1 ORDER BY m.is_primary DESC, o.name COLLATE alphabetical LIMIT 100`,
    [id]
  )
  const sessions = await unit.query<SessionRow>(
    `SELECT id, kind, ip_address, user_agent, ${TIME('created_at')} AS created_at,
            ${TIME('last_used_at')} AS last_used_at
     FROM (SELECT s.id, 'API' AS kind, s.ip_address, s.user_agent, s.created_at, s.last_used_at
           FROM sessions s
           WHERE s.user_id = $1 AND s.revoked_at IS NULL AND s.expires_at > now()
           UNION ALL
           SELECT NULL, 'Admin', a.ip_address, a.user_agent, a.created_at, a.last_used_at
           FROM admin_sessions a WHERE a.user_id = $1 AND a.ended_at IS NULL
             AND a.expires_at > now()) living
     ORDER BY living.last_used_at DESC LIMIT ${MAX}`,
    [id]
  )
  const events = await unit.query<EventRow>(
    `SELECT e.action, e.ip_address, e.changes, ${TIME('e.created_at')} AS created_at,
            (SELECT u.email FROM users u WHERE u.id = e.actor_id) AS actor
     FROM account_events e WHERE e.user_id = $1 AND e.action <> 'admin-read'
     ORDER BY e.created_at DESC, e.id DESC LIMIT ${MAX}`,
    [id]
  )
  const readings = await unit.query<ReadingRow>(
    `SELECT e.details ->> 'path' AS path, ${TIME('e.created_at')} AS created_at
     FROM account_events e WHERE e.user_id = $1 AND e.action = 'admin-read'
     ORDER BY e.created_at DESC, e.id DESC LIMIT ${MAX}`,
    [id]
  )
  return {
    memberships: memberships.rows,
    minutes: IMPERSONATION_MINUTES,
    /* Where a user can act as the user. */
    open: memberships.rows.filter((membership) => membership.is_open),
    sessions: sessions.rows,
    /* What the user looked at as a superuser, over all organizations. */
    readings: readings.rows,
    events: events.rows.map((event) => ({
      ...event,
      what: humanize(event.action),
      changed: event.changes && toldChanges(event.changes),
    })),
  }
}

/** `Email: a@example.com → b@example.com`. */
function toldChanges(changes: AccountChanges): string {
  const shown = (value: unknown) => (value === null ? '—' : String(value))
  return Object.entries(changes)
    .map(([name, { from, to }]) => `${fieldLabel(name)}: ${shown(from)} → ${shown(to)}`)
    .join(', ')
}
