import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#core/audit/account_event'
import { endAdminSessions } from '#admin/auth/admin_session_store'
import { deviceOf } from '#core/access/device'
import Session from '#plugins/identity/models/session'

/**
 * Logs a user out everywhere, on the API and on the admin pages. In a unit of
 * the system. @returns how many sessions they had
 */
export async function endSessions(
  ctx: HttpContext,
  userId: string,
  reason: 'revoked' | 'deactivated'
): Promise<number> {
  const ended = await endAdminSessions(userId)
  const revoked = await Session.revoke({ userId }, reason)
  await recordAccountEvent('session-revoke', userId, deviceOf(ctx))
  return revoked + ended
}
