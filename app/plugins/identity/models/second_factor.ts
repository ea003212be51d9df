import encryption from '@adonisjs/core/services/encryption'
import {
  generateRecoveryCodes,
  generateTotpSecret,
  hashOfRecoveryCode,
  otpauthUrl,
  stepOfCode,
} from '#plugins/identity/auth/one_time_code'
import { conflict } from '#core/http/exceptions/problem'
import type User from '#plugins/identity/models/user'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What a user puts into their authenticator app. It is shown this once. */
export interface Enrolment {
  readonly secret: string
  readonly otpauth_url: string
}

/** How a user shows that they have it: a code of their device, or one of those on paper. */
export type Answer = { readonly code: string } | { readonly recoveryCode: string }

interface SecondFactorStatus {
  readonly confirmed_at: string | null
  readonly recovery_codes_left: number
}

/**
 * What a user has besides their password. Rows of the system, written as SQL
 * since each step must be one atomic statement: a code is good once, and of
 * many attempts at once one succeeds.
 */
export const SecondFactor = {
  /** How a user stands with it. */
  async statusOf(userId: string): Promise<SecondFactorStatus> {
    const { rows } = await UnitOfWork.get().query<SecondFactorStatus>(
      `SELECT to_char(f.confirmed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS confirmed_at,
              (SELECT count(*)::int FROM recovery_codes c
               WHERE c.user_id = f.user_id AND c.used_at IS NULL) AS recovery_codes_left
       FROM second_factors f WHERE f.user_id = $1`,
      [userId]
    )
    return rows[0] ?? { confirmed_at: null, recovery_codes_left: 0 }
  },

  /**
   * Draws a secret for a user's device, in place of one that they have not
   * confirmed. @throws 409 when they have confirmed one
   */
  async enrol(user: User): Promise<Enrolment> {
    const secret = generateTotpSecret()
    const { rowCount } = await UnitOfWork.get().query(
      `INSERT INTO second_factors AS known (user_id, secret) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET secret = EXCLUDED.secret, created_at = now()
       WHERE known.confirmed_at IS NULL`,
      [user.id, encryption.encrypt(secret)]
    )
    if (rowCount === 0) {
      throw conflict('two_factor_enabled', 'A second factor is set up. Remove it first.')
    }
    return { secret, otpauth_url: otpauthUrl(secret, user.email) }
  },

  /**
   * Takes it into use with the first code of the device.
   *
   * @returns the recovery codes, which are kept nowhere; null when the code is
   * wrong, or nothing waits to be confirmed
   */
  async confirm(userId: string, code: string): Promise<readonly string[] | null> {
    const step = stepOf(await secretOf(userId, 'f.confirmed_at IS NULL'), code)
    if (step === null) return null
    const unit = UnitOfWork.get()
    await unit.query(
      'UPDATE second_factors SET confirmed_at = now(), last_step = $2 WHERE user_id = $1',
      [userId, step]
    )
    await tellUser(userId, true)
    return this.renewRecoveryCodes(userId)
  },

  /** Whether the answer shows that the user has it. What was good once is not good again. */
  async accept(userId: string, answer: Answer): Promise<boolean> {
    const unit = UnitOfWork.get()
    if ('recoveryCode' in answer) {
      const { rowCount } = await unit.query(
        `UPDATE recovery_codes SET used_at = now()
         WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL`,
        [userId, hashOfRecoveryCode(userId, answer.recoveryCode)]
      )
      return rowCount === 1
    }
    const step = stepOf(await secretOf(userId, 'f.confirmed_at IS NOT NULL'), answer.code)
    if (step === null) return false
    const { rowCount } = await unit.query(
      'UPDATE second_factors SET last_step = $2 WHERE user_id = $1 AND last_step < $2',
      [userId, step]
    )
    return rowCount === 1
  },

  /** New recovery codes, in place of all there were. @returns them; they are kept nowhere */
  async renewRecoveryCodes(userId: string): Promise<readonly string[]> {
    const codes = generateRecoveryCodes()
    const unit = UnitOfWork.get()
    /* Of two who renew them at once, the second one finds those of the first. */
    await unit.query('SELECT FROM second_factors WHERE user_id = $1 FOR UPDATE', [userId])
    await unit.query('DELETE FROM recovery_codes WHERE user_id = $1', [userId])
    await unit.query(
      'INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, unnest($2::bytea[])',
      [userId, codes.map((code) => hashOfRecoveryCode(userId, code))]
    )
    return codes
  },

  /** Asks for nothing but the password again. @returns whether there was one in use */
  async remove(userId: string): Promise<boolean> {
    await UnitOfWork.get().query('DELETE FROM second_factors WHERE user_id = $1', [userId])
    return tellUser(userId, false)
  },
}

/** Locked: of two who confirm at once, the second one finds nothing to confirm. */
async function secretOf(userId: string, condition: string): Promise<string | null> {
  const { rows } = await UnitOfWork.get().query<{ secret: string }>(
    `SELECT f.secret FROM second_factors f WHERE f.user_id = $1 AND ${condition} FOR UPDATE`,
    [userId]
  )
  return rows[0] ? encryption.decrypt<string>(rows[0].secret) : null
}

function stepOf(secret: string | null, code: string): number | null {
  return secret === null ? null : stepOfCode(secret, code)
}

async function tellUser(userId: string, isEnabled: boolean): Promise<boolean> {
  const { rowCount } = await UnitOfWork.get().query(
    `UPDATE users SET two_factor_enabled = $2, version = version + 1, updated_at = now()
     WHERE id = $1 AND two_factor_enabled <> $2`,
    [userId, isEnabled]
  )
  return rowCount === 1
}
