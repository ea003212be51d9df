import { v7 as uuidv7 } from 'uuid'
import type { Device } from '#core/access/device'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What can happen to an account. New ones need no migration, only a line in docs/glossary.md. */
export type AccountAction =
  | 'account-change'
  | 'account-open'
  | 'admin-login'
  | 'admin-logout'
  | 'admin-read'
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
  | 'password-reset-send'
  | 'process-retry'
  | 'recovery-codes-renew'
  | 'register'
  | 'session-revoke'
  | 'token-reuse'
  | 'two-factor-disable'
  | 'two-factor-enable'

const MAX_USER_AGENT_LENGTH = 255

/** What an event changed, by the names of columns; of secrets nothing. */
export type AccountChanges = Readonly<
  Record<string, { readonly from: unknown; readonly to: unknown }>
>

/**
 * Writes down what happened to an account, which belongs to no organization,
 * together with the work of this unit of the system, and on whose behalf.
 *
 * @param userId null when nobody has the name that somebody tried
 * @param details what it was about besides; no values of records
 */
export async function recordAccountEvent(
  action: AccountAction,
  userId: string | null,
  { ipAddress, userAgent }: Device,
  changes: AccountChanges | null = null,
  details: Readonly<Record<string, unknown>> | null = null
): Promise<void> {
  await UnitOfWork.get().query(
    `INSERT INTO account_events
       (id, user_id, action, ip_address, user_agent, changes, details, actor_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, nullif(current_setting('app.actor_id', true), '')::uuid)`,
    [
      uuidv7(),
      userId,
      action,
      ipAddress,
      userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
      changes && JSON.stringify(changes),
      details,
    ]
  )
}
