import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData, SessionStoreContract } from '@adonisjs/session/types'
import { SUPERUSER_KEY } from '#auth/superusers'
import { deviceOf } from '#auth/device'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

/** A session nobody uses ends after this time; the longest one after the other. */
const IDLE = '30 minutes'
const LONGEST = '12 hours'
const LONGEST_USER_AGENT = 255

/**
 * Keeps the sessions of the admin pages in the database, where they end for
 * good: at logout, when idle, when old, and when their user is no superuser any
 * more or has another password. Ids are kept hashed: whoever reads the table
 * can use none of them.
 */
export class AdminSessionStore implements SessionStoreContract {
  constructor(private readonly ctx: HttpContext) {}

  async read(sessionId: string): Promise<SessionData | null> {
    const { rows } = await UnitOfWork.run(
      forSystem,
      (unit) =>
        unit.query<{ data: SessionData }>(
          `SELECT s.data FROM admin_sessions s LEFT JOIN users u ON u.id = s.user_id
           WHERE s.id = $1 AND s.expires_at > now() AND s.created_at > now() - $2::interval
             AND (s.user_id IS NULL OR (u.is_active AND u.is_superuser
                  AND coalesce(u.password_changed_at <= s.created_at, true)))`,
          [digest(sessionId), LONGEST]
        ),
      { readOnly: true }
    )
    return rows[0]?.data ?? null
  }

  async write(sessionId: string, data: SessionData): Promise<void> {
    const { ipAddress, userAgent } = deviceOf(this.ctx)
    await UnitOfWork.run(forSystem, async (unit) => {
      await unit.query('DELETE FROM admin_sessions WHERE expires_at < now()')
      await unit.query(
        `INSERT INTO admin_sessions (id, user_id, data, ip_address, user_agent, expires_at)
         VALUES ($1, $2, $3, $4, $5, now() + $6::interval)
         ON CONFLICT (id) DO UPDATE
         SET data = EXCLUDED.data, last_used_at = now(), expires_at = EXCLUDED.expires_at`,
        [
          digest(sessionId),
          data[SUPERUSER_KEY] ?? null,
          JSON.stringify(data),
          ipAddress,
          userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
          IDLE,
        ]
      )
    })
  }

  async destroy(sessionId: string): Promise<void> {
    await UnitOfWork.run(forSystem, (unit) =>
      unit.query('DELETE FROM admin_sessions WHERE id = $1', [digest(sessionId)])
    )
  }

  async touch(sessionId: string): Promise<void> {
    await UnitOfWork.run(forSystem, (unit) =>
      unit.query(
        `UPDATE admin_sessions SET last_used_at = now(), expires_at = now() + $2::interval
         WHERE id = $1`,
        [digest(sessionId), IDLE]
      )
    )
  }
}

function digest(sessionId: string): Buffer {
  return hash('sha256', sessionId, 'buffer')
}
