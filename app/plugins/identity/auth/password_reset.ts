import { recordAccountEvent } from '#core/audit/account_event'
import { replacePassword } from '#plugins/identity/auth/password_change'
import { ensurePasswordStrength } from '#plugins/identity/auth/password_strength'
import { hashPassword } from '#plugins/identity/auth/passwords'
import { consume } from '#plugins/identity/auth/email_token'
import { invalidToken } from '#core/http/exceptions/problem'
import { enqueue } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import { AccountToken } from '#plugins/identity/models/account_token'
import type { Device } from '#core/access/device'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/**
 * Sends a letter to whoever has an account with this address. Whether somebody
 * has one is not even asked here, so the answer cannot say.
 */
export async function requestPasswordReset(email: string): Promise<void> {
  await UnitOfWork.run(asSystem, () => enqueue(sendMail, { letter: 'password_reset', email }))
}

/**
 * Gives a user a new password on the strength of their letter, and logs all of
 * their devices out. Their address is proven by that, too.
 *
 * @throws 422 when the token is not good, or the password is easy to guess
 */
export async function resetPassword(
  token: string,
  newPassword: string,
  device: Device
): Promise<void> {
  const holder = await UnitOfWork.run(asSystem, () => holderOf(token), { readOnly: true })
  if (!holder) throw invalidToken()
  await ensurePasswordStrength(newPassword, holder, 'new_password')

  const hashed = await hashPassword(newPassword)
  await UnitOfWork.run(asSystem, async () => {
    const { user } = await consume(token, 'reset_password')
    await replacePassword(user.verify(), hashed)
    await recordAccountEvent('password-reset', user.id, device)
  })
}

async function holderOf(token: string): Promise<User | null> {
  const proof = await AccountToken.read(token, 'reset_password')
  return proof && User.find(proof.userId)
}
