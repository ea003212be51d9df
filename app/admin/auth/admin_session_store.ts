import { sessionDigest } from '#admin/auth/session_digest'
import { isDeepStrictEqual } from 'node:util'
import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData, SessionStoreContract } from '@adonisjs/session/types'
import { addFlashId, takeFlashId } from '#admin/flash_id'
import { ANONYMOUS, callerOf } from '#admin/auth/admin_caller'
import { LOGGED_IN_AT, SUPERUSER_KEY } from '#admin/auth/superusers'
import { deviceOf } from '#core/access/device'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import User from '#plugins/identity/models/user'

/** A session that no one uses ends after this time; the longest one after the other. */
const IDLE = '30 minutes'
export const MAX_ADMIN_SESSION = '12 hours'
const MAX_USER_AGENT_LENGTH = 255

/** How long it can be told that a session has ended: well past the age that none reaches. */
const REMEMBERED = '7 days'

/** That a session `s` lives. An interval, `$1`, is the age that none reaches. */
const LIVES = `s.ended_at IS NULL AND s.expires_at > now() AND s.created_at > now() - $1::interval`

const READS = new Set(['GET', 'HEAD'])

/** Where the session keeps messages, each under the id of the page that it is for. */
const FLASH = '__flash__'

/** Messages to pages that were never asked for are forgotten after this time, in milliseconds. */
const FLASH_AGE = 600_000

/** Of those no more than this many, the newest, are kept besides a new one. */
const MAX_FLASHES = 20

/** The session of an id, `$2`, while it lives and its user is one of these pages. */
const FOUND = `
  SELECT s.key, s.data, s.user_id,
    (SELECT i.id FROM impersonations i WHERE i.id = s.impersonation_id
       AND i.superuser_id = s.user_id AND i.ended_at IS NULL) AS impersonation_id
  FROM admin_sessions s
  WHERE s.id = $2 AND ${LIVES}
    AND (s.user_id IS NULL OR EXISTS (
      SELECT FROM users u WHERE u.id = s.user_id AND u.is_active AND u.is_superuser
        AND coalesce(u.sessions_ended_at <= s.created_at, true)))`

const WITH_USER = `
  SELECT f.key AS session_key, f.data AS session_data, f.impersonation_id, u.*
  FROM found f LEFT JOIN users u ON u.id = f.user_id`

const FIND = `WITH found AS (${FOUND}) ${WITH_USER}`

/** Also keeps it alive, and takes out the message for this page, which no other request gets. */
const RESUME = `
  WITH found AS (${FOUND} FOR UPDATE OF s),
    resumed AS (
      UPDATE admin_sessions s
      SET last_used_at = now(), expires_at = now() + $3::interval, data = s.data #- $4::text[]
      FROM found WHERE s.key = found.key)
  ${WITH_USER}`

interface SessionRow extends Record<string, unknown> {
  readonly session_key: string
  readonly session_data: SessionData & {
    readonly [FLASH]?: Readonly<Record<string, Flash>>
  }
  readonly impersonation_id: string | null
  /** That of the user; null when no one is logged in. */
  readonly id: string | null
}

/** What is shown once on a page. */
interface Flash {
  /** When it was kept: milliseconds since 1970. */
  readonly at: number
  readonly values: SessionData[string]
}

/** The session that a request came with, while it lived. */
interface Found {
  /** What the row is known by when its id changes. */
  readonly key: string
  readonly sessionId: string
  /** What it holds since then: the request changes its own copy. */
  readonly data: SessionData
  /** Whether it was kept alive then. */
  readonly isResumed: boolean
}

/**
 * Keeps the sessions of the admin pages in the database, where they end for
 * good: at logout, when idle, when old, and when their user is no superuser any
 * more or has another password. A row that has ended is changed by nothing, and
 * a row is made only under an id that was drawn in this very request: what a
 * request in flight writes cannot bring a session back. Of the values, a request
 * writes only those that it changed: what others of the same session have said
 * meanwhile stays. Ids are kept hashed: anyone who reads the table can use none of
 * them.
 *
 * Of a request that only looks, the transaction that reads the session also keeps it
 * alive: besides that and the page's there is none.
 *
 * One of these serves one request.
 */
export class AdminSessionStore implements SessionStoreContract {
  #found: Found | null = null

  constructor(private readonly ctx: HttpContext) {}

  async read(sessionId: string): Promise<SessionData | null> {
    const { request, session } = this.ctx
    this.ctx.adminCaller = ANONYMOUS
    const isResumed = READS.has(request.method())
    const flashId = takeFlashId(this.ctx)
    if (session.fresh) return null
    const path = isResumed && flashId !== null ? [FLASH, flashId] : []
    const row = await UnitOfWork.run(
      asSystem,
      (unit) => this.#find(unit, sessionId, isResumed, path),
      { readOnly: !isResumed }
    )
    if (!row) {
      /* An id that a browser brings is never taken over: it may be an ended one, or planted. */
      session.regenerate()
      return null
    }
    const { session_key: key, session_data: held } = row
    const { [FLASH]: flashes, ...values } = held
    const flash = flashes?.[path[1] ?? '']
    this.#found = { key, sessionId, data: structuredClone(values), isResumed }
    return flash ? { ...values, [FLASH]: flash.values } : values
  }

  /** With what is known of its user, in the same transaction. */
  async #find(
    unit: UnitOfWork,
    id: string,
    isResumed: boolean,
    flash: readonly string[]
  ): Promise<SessionRow | undefined> {
    const values = [MAX_ADMIN_SESSION, sessionDigest(id)]
    const { rows } = isResumed
      ? await unit.query<SessionRow>(RESUME, [...values, IDLE, flash])
      : await unit.query<SessionRow>(FIND, values)
    const [row] = rows
    const superuser = row && row.id !== null ? User.$createFromAdapterResult(row) : null
    if (row && superuser) {
      this.ctx.adminCaller = await callerOf(this.ctx, superuser, row.impersonation_id)
    }
    return row
  }

  async write(sessionId: string, written: SessionData): Promise<void> {
    const found = this.#found
    const data = this.#addressed(written)
    const changes = found && this.#goesOn(data) ? differences(found.data, data) : null
    if (changes?.isEmpty && found?.isResumed && found.sessionId === sessionId) return
    await UnitOfWork.run(asSystem, async (unit) => {
      await unit.query(
        `DELETE FROM admin_sessions
         WHERE created_at < now() - $1::interval OR (user_id IS NULL AND expires_at < now())`,
        [REMEMBERED]
      )
      await (found && changes
        ? this.#change(unit, found, sessionId, changes)
        : this.#make(unit, sessionId, data))
    })
  }

  /** With its message under the id of the page that the answer leads to; without such a page it is for none. */
  #addressed({ [FLASH]: values, ...data }: SessionData): SessionData {
    if (values === undefined) return data
    const id = addFlashId(this.ctx)
    if (id === null) return data
    const flash: Flash = { at: Date.now(), values }
    return { ...data, [FLASH]: { [id]: flash } }
  }

  async destroy(_sessionId: string): Promise<void> {
    const found = this.#found
    const { session } = this.ctx
    /* When the session goes on under another id, `write` gives its row that id. */
    if (!found || (!session.isEmpty && this.#goesOn(session.all()))) return
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE admin_sessions SET ended_at = now(), data = '{}'
         WHERE key = $1 AND ended_at IS NULL`,
        [found.key]
      )
    )
  }

  async touch(_sessionId: string): Promise<void> {
    const found = this.#found
    if (!found || found.isResumed) return
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE admin_sessions s SET last_used_at = now(), expires_at = now() + $3::interval
         WHERE s.key = $2 AND ${LIVES}`,
        [MAX_ADMIN_SESSION, found.key, IDLE]
      )
    )
  }

  /** Whether it is the session that the request came with, and not that of another login. */
  #goesOn(data: SessionData): boolean {
    return this.#found !== null && data[LOGGED_IN_AT] === this.#found.data[LOGGED_IN_AT]
  }

  /**
   * Also where it gets another id: its age, and whatever ends it, stay those of its
   * row. A value that was taken out is taken out as it was read, and no newer one.
   * Messages of other requests stay beside that of this one.
   */
  async #change(
    unit: UnitOfWork,
    found: Found,
    sessionId: string,
    { changed, removed }: Differences
  ) {
    await unit.query(
      `UPDATE admin_sessions s
       SET id = $3, last_used_at = now(), expires_at = now() + $4::interval,
           data = (SELECT coalesce(jsonb_object_agg(old.key, old.value), '{}')
                   FROM jsonb_each(s.data) old
                   WHERE NOT (old.key = ANY($5::text[]) AND old.value = $6::jsonb -> old.key))
             || $7::jsonb
             || CASE WHEN $7::jsonb ? $8 THEN jsonb_build_object($8::text, (
                  SELECT coalesce(jsonb_object_agg(kept.key, kept.value), '{}')
                  FROM (SELECT f.key, f.value FROM jsonb_each(s.data -> $8) f
                        WHERE (f.value ->> 'at')::numeric > $9
                        ORDER BY (f.value ->> 'at')::numeric DESC LIMIT ${MAX_FLASHES}) kept
                ) || ($7::jsonb -> $8)) ELSE '{}' END
       WHERE s.key = $2 AND ${LIVES}`,
      [
        MAX_ADMIN_SESSION,
        found.key,
        sessionDigest(sessionId),
        IDLE,
        removed,
        JSON.stringify(found.data),
        JSON.stringify(changed),
        FLASH,
        Date.now() - FLASH_AGE,
      ]
    )
  }

  /**
   * A session is as old as its login, and none begins for a user whose sessions were
   * ended meanwhile: the lock makes it wait for anyone who ends them.
   */
  async #make(unit: UnitOfWork, sessionId: string, data: SessionData) {
    const { ipAddress, userAgent } = deviceOf(this.ctx)
    const userId = data[SUPERUSER_KEY] ?? null
    const values = [
      sessionDigest(sessionId),
      userId,
      JSON.stringify(data),
      ipAddress,
      userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
      IDLE,
    ]
    if (userId === null) {
      await unit.query(
        `INSERT INTO admin_sessions (id, user_id, data, ip_address, user_agent, expires_at)
         VALUES ($1, $2, $3, $4, $5, now() + $6::interval)`,
        values
      )
      return
    }
    await unit.query(
      `INSERT INTO admin_sessions
         (id, user_id, data, ip_address, user_agent, expires_at, created_at)
       SELECT $1, u.id, $3, $4, $5, now() + $6::interval, $7::timestamptz
       FROM users u WHERE u.id = $2 AND u.is_active AND u.is_superuser
         AND coalesce(u.sessions_ended_at <= $7::timestamptz, true)
       FOR SHARE OF u`,
      [...values, data[LOGGED_IN_AT]]
    )
  }
}

/** Which values a request has set, and which it has taken out. */
interface Differences {
  readonly changed: SessionData
  readonly removed: readonly string[]
  readonly isEmpty: boolean
}

function differences(before: SessionData, after: SessionData): Differences {
  const kept = Object.entries(after).filter(([, value]) => value !== undefined)
  const names = new Set(kept.map(([name]) => name))
  const changed = kept.filter(([name, value]) => !isDeepStrictEqual(plain(value), before[name]))
  const removed = Object.keys(before).filter((name) => !names.has(name))
  return {
    changed: Object.fromEntries(changed),
    removed,
    isEmpty: changed.length === 0 && removed.length === 0,
  }
}

/** A value as it comes back from the database. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

/**
 * Ends all of a user's sessions on the admin pages, and with them every login on
 * the pages and on the API that has not made its session yet. In a unit of the system.
 *
 * @returns how many of them lived
 */
export async function endAdminSessions(userId: string): Promise<number> {
  const unit = UnitOfWork.get()
  /* The row puts this and logins in a line: a login that was first is seen below. */
  await unit.query('UPDATE users SET sessions_ended_at = clock_timestamp() WHERE id = $1', [userId])
  const { rows } = await unit.query(
    `WITH ended AS (
       UPDATE admin_sessions s SET ended_at = now(), data = '{}'
       WHERE s.user_id = $2 AND s.ended_at IS NULL
       RETURNING s.expires_at, s.created_at)
     SELECT 1 FROM ended s WHERE s.expires_at > now() AND s.created_at > now() - $1::interval`,
    [MAX_ADMIN_SESSION, userId]
  )
  return rows.length
}
