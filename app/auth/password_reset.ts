import { recordAccountEvent } from '#audit/account_event'
import { replacePassword } from '#auth/password_change'
import { demandStrength } from '#auth/password_strength'
import { hashPassword } from '#auth/passwords'
import { redeem } from '#auth/proof'
import { invalidToken } from '#exceptions/problem'
import { enqueue } from '#jobs/enqueue'
import sendMail from '#jobs/send_mail'
import { AccountToken } from '#models/account_token'
import type { Device } from '#models/session'
import User from '#models/user'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

/**
 * Sends a letter to whoever has an account with this address. Whether somebody
 * has one is not even asked here, so the answer cannot say.
 */
export async function requestPasswordReset(email: string): Promise<void> {
  await UnitOfWork.run(forSystem, () => enqueue(sendMail, { letter: 'password_reset', email }))
}

/**
 * Gives a user a new password on the strength of his letter, and logs all of
 * his devices out. His address is proven by that, too.
 *
 * @throws 422 when the token is not good, or the password is easy to guess
 */
export async function resetPassword(
  token: string,
  newPassword: string,
  device: Device
): Promise<void> {
  const holder = await UnitOfWork.run(forSystem, () => holderOf(token), { readOnly: true })
  if (!holder) throw invalidToken()
  await demandStrength(newPassword, holder, 'new_password')

  const hashed = await hashPassword(newPassword)
  await UnitOfWork.run(forSystem, async () => {
    const { user } = await redeem(token, 'reset_password')
    await replacePassword(user.verify(), hashed)
    await recordAccountEvent('password-reset', user.id, device)
  })
}

async function holderOf(token: string): Promise<User | null> {
  const proof = await AccountToken.read(token, 'reset_password')
  return proof && User.find(proof.userId)
}
