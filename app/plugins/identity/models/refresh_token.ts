import { v7 as uuidv7 } from 'uuid'
import { generateToken, hashOfToken } from '#core/access/opaque_token'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What became of a refresh token that a user presented. */
export type Redemption =
  | { readonly outcome: 'redeemed'; readonly sessionId: string; readonly userId: string }
  | { readonly outcome: 'reused'; readonly sessionId: string; readonly userId: string }
  | { readonly outcome: 'unknown' }

/** Days that an unused token stays good; each use begins anew. */
const LIFETIME_DAYS = 7

/**
 * 256 random bits that continue a session, once. Only its hash is kept. A row
 * of the system, written as SQL since each step must be one atomic statement.
 */
export class RefreshToken {
  /** Makes the next token of a session. @returns the token itself, which is kept nowhere */
  static async issue(sessionId: string): Promise<string> {
    const token = generateToken()
    await UnitOfWork.get().query(
      `INSERT INTO refresh_tokens (id, session_id, token_hash, expires_at)
       SELECT $1, s.id, $3, least(now() + make_interval(days => $4), s.expires_at)
       FROM sessions s WHERE s.id = $2`,
      [uuidv7(), sessionId, hashOfToken(token), LIFETIME_DAYS]
    )
    return token
  }

  /** Uses a token up. Of many attempts at once, one succeeds. */
  static async consume(token: string): Promise<Redemption> {
    const unit = UnitOfWork.get()
    const redeemed = await unit.query<{ session_id: string; user_id: string }>(
      `UPDATE refresh_tokens t SET used_at = now()
       FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE t.token_hash = $1 AND t.used_at IS NULL AND t.expires_at > now()
         AND s.id = t.session_id AND s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active
       RETURNING t.session_id, s.user_id`,
      [hashOfToken(token)]
    )
    const row = redeemed.rows[0]
    if (row) return { outcome: 'redeemed', sessionId: row.session_id, userId: row.user_id }

    const used = await unit.query<{ session_id: string; user_id: string }>(
      `SELECT t.session_id, s.user_id FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
       WHERE t.token_hash = $1 AND t.used_at IS NOT NULL`,
      [hashOfToken(token)]
    )
    const [reused] = used.rows
    if (!reused) return { outcome: 'unknown' }
    return { outcome: 'reused', sessionId: reused.session_id, userId: reused.user_id }
  }
}
