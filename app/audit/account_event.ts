import { v7 as uuidv7 } from 'uuid'
import type { Device } from '#models/session'
import { UnitOfWork } from '#tenancy/unit_of_work'

/** What can happen to an account. New ones need no migration, only a line in docs/glossary.md. */
export type AccountAction =
  | 'admin-login'
  | 'admin-logout'
  | 'email-change'
  | 'email-verify'
  | 'impersonation'
  | 'job-retry'
  | 'login'
  | 'login-challenge'
  | 'login-failed'
  | 'logout'
  | 'password-change'
  | 'password-reset'
  | 'recovery-codes-renew'
  | 'register'
  | 'session-revoke'
  | 'token-reuse'
  | 'two-factor-disable'
  | 'two-factor-enable'

const LONGEST_USER_AGENT = 255

/**
 * Writes down what happened to an account, which belongs to no organization,
 * together with the work of this unit of the system.
 *
 * @param userId null when nobody has the name that somebody tried
 */
export async function recordAccountEvent(
  action: AccountAction,
  userId: string | null,
  { ipAddress, userAgent }: Device
): Promise<void> {
  await UnitOfWork.get().query(
    `INSERT INTO account_events (id, user_id, action, ip_address, user_agent)
     VALUES ($1, $2, $3, $4, $5)`,
    [uuidv7(), userId, action, ipAddress, userAgent?.slice(0, LONGEST_USER_AGENT) ?? null]
  )
}
