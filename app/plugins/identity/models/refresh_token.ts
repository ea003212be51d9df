import { v7 as uuidv7 } from 'uuid'
import { refreshTokens } from '#config/refresh_tokens'
import { generateToken, hashOfToken } from '#core/access/opaque_token'
import { UnitOfWork } from '#core/database/unit_of_work'
import { type Tokens, openPair, sealPair } from '#plugins/identity/auth/token_pair'

/** What became of a refresh token that a user presented. */
export type Redemption =
  | { readonly outcome: 'redeemed'; readonly sessionId: string; readonly userId: string }
  | { readonly outcome: 'repeated'; readonly tokens: Tokens }
  | { readonly outcome: 'reused'; readonly sessionId: string; readonly userId: string }
  | { readonly outcome: 'unknown' }

interface UsedToken {
  readonly session_id: string
  readonly user_id: string
  readonly lives: boolean
  readonly sealed_pair: string | null
}

/** Days that an unused token stays good; each use begins anew. */
const LIFETIME_DAYS = 7

/**
 * 256 random bits that continue a session, once. Only its hash is kept, and, until
 * the token that it made is used, that pair as only it can open it. A row
 * of the system, written as SQL since each step must be one atomic statement.
 */
export class RefreshToken {
  /**
   * Makes the next token of a session.
   *
   * @param access the access token that goes with it
   * @param predecessor the token that it takes the place of
   * @returns the pair, which is kept nowhere in the clear
   */
  static async issue(
    sessionId: string,
    access: string,
    predecessor: string | null
  ): Promise<Tokens> {
    const tokens = { access, refresh: generateToken() }
    const isRepeatable = predecessor !== null && refreshTokens.graceSeconds > 0
    await UnitOfWork.get().query(
      `INSERT INTO refresh_tokens (id, session_id, token_hash, expires_at, sealed_pair)
       SELECT $1, s.id, $3, least(now() + make_interval(days => $4), s.expires_at), $5
       FROM sessions s WHERE s.id = $2`,
      [
        uuidv7(),
        sessionId,
        hashOfToken(tokens.refresh),
        LIFETIME_DAYS,
        isRepeatable ? await sealPair(tokens, predecessor) : null,
      ]
    )
    return tokens
  }

  /**
   * Uses a token up. Of many attempts at once one succeeds, and the others, as those
   * within the grace, are given what it was given, as long as that is unused itself.
   */
  static async consume(token: string): Promise<Redemption> {
    const redeemed = await UnitOfWork.get().query<{ session_id: string; user_id: string }>(
      `UPDATE refresh_tokens t SET used_at = now(), sealed_pair = NULL
       FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE t.token_hash = $1 AND t.used_at IS NULL AND t.expires_at > now()
         AND s.id = t.session_id AND s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active
       RETURNING t.session_id, s.user_id`,
      [hashOfToken(token)]
    )
    const row = redeemed.rows[0]
    if (row) return { outcome: 'redeemed', sessionId: row.session_id, userId: row.user_id }

    const used = await this.#findUsed(token)
    if (!used) return { outcome: 'unknown' }
    const tokens = used.sealed_pair && (await openPair(used.sealed_pair, token))
    if (!tokens) return { outcome: 'reused', sessionId: used.session_id, userId: used.user_id }
    return used.lives ? { outcome: 'repeated', tokens } : { outcome: 'unknown' }
  }

  /** A session has one unused token at most: where the pair is not this token's, that was used since. */
  static async #findUsed(token: string): Promise<UsedToken | undefined> {
    const { rows } = await UnitOfWork.get().query<UsedToken>(
      `SELECT t.session_id, s.user_id, n.sealed_pair,
              s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active AS lives
       FROM refresh_tokens t
       JOIN sessions s ON s.id = t.session_id
       JOIN users u ON u.id = s.user_id
       LEFT JOIN refresh_tokens n ON n.session_id = t.session_id AND n.used_at IS NULL
         AND $2::float > 0 AND t.used_at > now() - make_interval(secs => $2)
       WHERE t.token_hash = $1 AND t.used_at IS NOT NULL`,
      [hashOfToken(token), refreshTokens.graceSeconds]
    )
    return rows[0]
  }
}
