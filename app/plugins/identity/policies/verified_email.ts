import type { Identity } from '#core/access/identity'
import { Problem } from '#core/http/exceptions/problem'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Whoever sends letters to strangers has shown that they have an address themselves.
 * In a unit of the caller's organization. @throws 403 when they have not
 */
export async function ensureVerifiedEmail({ userId }: Identity): Promise<void> {
  const { rows } = await UnitOfWork.get().query<{ is_verified: boolean }>(
    'SELECT is_verified FROM users WHERE id = $1',
    [userId]
  )
  if (rows[0]?.is_verified) return
  throw new Problem(403, {
    code: 'email_not_verified',
    detail: 'Confirm your e-mail address before you invite other users.',
  })
}
