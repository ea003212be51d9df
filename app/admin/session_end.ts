import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#audit/account_event'
import { deviceOf } from '#auth/device'
import Session from '#models/session'
import { UnitOfWork } from '#tenancy/unit_of_work'

/**
 * Logs somebody out everywhere, on the API and on the admin pages. In a unit of
 * the system. @returns how many sessions he had
 */
export async function endSessions(
  ctx: HttpContext,
  userId: string,
  reason: 'revoked' | 'deactivated'
): Promise<number> {
  const revoked = await Session.revoke({ userId }, reason)
  const { rowCount } = await UnitOfWork.get().query(
    'DELETE FROM admin_sessions WHERE user_id = $1',
    [userId]
  )
  await recordAccountEvent('session-revoke', userId, deviceOf(ctx))
  return revoked + (rowCount ?? 0)
}
