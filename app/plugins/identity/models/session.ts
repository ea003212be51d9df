import type { Device } from '#core/access/device'
import { compose } from '@adonisjs/core/helpers'
import { DateTime } from 'luxon'
import { recordAccountEvent } from '#core/audit/account_event'
import { issueAccessToken } from '#core/access/access_token'
import { hashOfToken } from '#core/access/opaque_token'
import { SessionSchema } from '#database/schema'
import { notFound } from '#core/http/exceptions/problem'
import { enqueue } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import { UuidKey } from '#core/resources/concerns/uuid_key'
import type { Tokens } from '#plugins/identity/auth/token_pair'
import { RefreshToken } from '#plugins/identity/models/refresh_token'
import { UnitOfWork } from '#core/database/unit_of_work'

/** One session, the one that a user's refresh token continues, or all of a user's but one. */
type Which =
  { id: string } | { userId: string; refreshToken: string } | { userId: string; exceptId?: string }

type Reason = NonNullable<Session['revokedReason']>

/** Days after which a session ends, however often it was continued. */
const ABSOLUTE_LIFETIME_DAYS = 30
const MAX_USER_AGENT_LENGTH = 255

/**
 * One login on one device. All tokens made from it die with it. Lives in units
 * of the system.
 */
export default class Session extends compose(SessionSchema, UuidKey) {
  /** Logs a user in. */
  static async start(
    userId: string,
    device: Device
  ): Promise<{ session: Session; tokens: Tokens }> {
    const session = await this.create({
      userId,
      ipAddress: device.ipAddress,
      userAgent: device.userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
      lastUsedAt: DateTime.utc(),
      expiresAt: DateTime.utc().plus({ days: ABSOLUTE_LIFETIME_DAYS }),
    })
    await recordAccountEvent('login', userId, device)
    return { session, tokens: await session.issueTokens(null) }
  }

  /**
   * Continues a session with its refresh token, which is good for this once; repeated
   * at once it answers the same. One that was used before that is in two hands: then
   * the session ends for both.
   *
   * @returns null when the token is not good
   */
  static async continue(refreshToken: string, device: Device): Promise<Tokens | null> {
    const redemption = await RefreshToken.consume(refreshToken)
    switch (redemption.outcome) {
      case 'redeemed': {
        const session = await this.findOrFail(redemption.sessionId)
        session.lastUsedAt = DateTime.utc()
        await session.save()
        return session.issueTokens(refreshToken)
      }
      case 'repeated':
        return redemption.tokens
      case 'reused':
        if ((await this.revoke({ id: redemption.sessionId }, 'reuse')) > 0) {
          await recordAccountEvent('token-reuse', redemption.userId, device)
          await enqueue(sendMail, { letter: 'session_reused', userId: redemption.userId })
        }
        return null
      case 'unknown':
        return null
    }
  }

  /** Ends one of a user's sessions; one that has ended stays so. @throws 404 when not theirs */
  static async revokeOne(id: string, userId: string, device: Device): Promise<void> {
    const session = await this.findBy({ id, userId })
    if (!session) throw notFound('session')
    await this.revoke({ id }, 'revoked')
    await recordAccountEvent('session-revoke', userId, device)
  }

  /** Ends the living sessions that match. @returns how many they were */
  static async revoke(which: Which, reason: Reason): Promise<number> {
    const { sql, values } = conditionOf(which)
    const { rowCount } = await UnitOfWork.get().query(
      `UPDATE sessions SET revoked_at = now(), revoked_reason = $1
       WHERE revoked_at IS NULL AND ${sql}`,
      [reason, ...values]
    )
    return rowCount ?? 0
  }

  private async issueTokens(predecessor: string | null): Promise<Tokens> {
    const access = await issueAccessToken({ userId: this.userId, sessionId: this.id })
    return RefreshToken.issue(this.id, access, predecessor)
  }
}

function conditionOf(which: Which): { sql: string; values: (string | Buffer | null)[] } {
  if ('id' in which) return { sql: 'id = $2', values: [which.id] }
  if ('refreshToken' in which) {
    return {
      sql: 'user_id = $2 AND id = (SELECT session_id FROM refresh_tokens WHERE token_hash = $3)',
      values: [which.userId, hashOfToken(which.refreshToken)],
    }
  }
  return {
    sql: 'user_id = $2 AND id IS DISTINCT FROM $3',
    values: [which.userId, which.exceptId ?? null],
  }
}
