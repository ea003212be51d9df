import { generateToken, hashOfToken } from '#core/access/opaque_token'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What a token is good for, and nothing else. */
export type Purpose = 'verify_email' | 'reset_password' | 'change_email'

/** Whose token it was, and the address that it proves. */
export interface Proof {
  readonly userId: string
  readonly email: string
}

interface ProofRow {
  readonly user_id: string
  readonly email: string
}

/** Minutes from the mail to its last use. */
const LIFETIME_MINUTES = 60

/**
 * A token that is still good for its user. One for the address that they have is
 * worth nothing once they have another one; only a change of address is about one
 * that they do not have yet.
 */
const IS_GOOD = `
  t.token_hash = $1 AND t.purpose = $2 AND t.used_at IS NULL AND t.expires_at > now()
  AND u.id = t.user_id AND u.is_active
  AND (t.purpose = 'change_email' OR u.email = t.email)`

/**
 * 256 random bits that prove, once and for one purpose, that a user reads the
 * mail of an address. Only its hash is kept. A row of the system, written as
 * SQL since each step must be one atomic statement.
 */
export const AccountToken = {
  /** Makes a token; the user's older one of this purpose is good no longer. */
  async issue({ userId, email }: Proof, purpose: Purpose): Promise<string> {
    const token = generateToken()
    await UnitOfWork.get().query(
      `INSERT INTO account_tokens (user_id, purpose, email, token_hash, expires_at)
       VALUES ($1, $2, $3, $4, now() + make_interval(mins => $5))
       ON CONFLICT (user_id, purpose) DO UPDATE
       SET email = EXCLUDED.email, token_hash = EXCLUDED.token_hash, created_at = now(),
           expires_at = EXCLUDED.expires_at, used_at = NULL`,
      [userId, purpose, email, hashOfToken(token), LIFETIME_MINUTES]
    )
    return token
  },

  /** What a token would prove; it stays good. @returns null when it is not good */
  async read(token: string, purpose: Purpose): Promise<Proof | null> {
    const { rows } = await UnitOfWork.get().query<ProofRow>(
      `SELECT t.user_id, t.email FROM account_tokens t, users u WHERE ${IS_GOOD}`,
      [hashOfToken(token), purpose]
    )
    return proofIn(rows)
  },

  /** Uses a token up. Of many attempts at once, one succeeds. @returns null when it is not good */
  async consume(token: string, purpose: Purpose): Promise<Proof | null> {
    const { rows } = await UnitOfWork.get().query<ProofRow>(
      `UPDATE account_tokens t SET used_at = now() FROM users u WHERE ${IS_GOOD}
       RETURNING t.user_id, t.email`,
      [hashOfToken(token), purpose]
    )
    return proofIn(rows)
  },

  /** Makes a user's outstanding tokens worthless, all of them or those of one purpose. */
  async revoke(userId: string, purpose: Purpose | null = null): Promise<void> {
    await UnitOfWork.get().query(
      `UPDATE account_tokens SET used_at = now()
       WHERE user_id = $1 AND used_at IS NULL AND ($2::text IS NULL OR purpose = $2)`,
      [userId, purpose]
    )
  },
}

function proofIn([row]: readonly ProofRow[]): Proof | null {
  return row ? { userId: row.user_id, email: row.email } : null
}
