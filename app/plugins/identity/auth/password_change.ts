import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#core/audit/account_event'
import { ensurePasswordStrength } from '#plugins/identity/auth/password_strength'
import { hashPassword, passwordFits } from '#plugins/identity/auth/passwords'
import { invalid } from '#core/http/exceptions/problem'
import { enqueue } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import { AccountToken } from '#plugins/identity/models/account_token'
import type { Device } from '#core/access/device'
import Session from '#plugins/identity/models/session'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/**
 * Changes the caller's password. Their session goes on. Hashing happens between
 * two short units of work, of which the second asks again who calls.
 *
 * @throws 401 when the session has ended meanwhile, 422 when the old password is
 * wrong or the new one is easy to guess
 */
export async function changePassword(
  { identity: caller, writeAsCaller }: Pick<HttpContext, 'identity' | 'writeAsCaller'>,
  oldPassword: string,
  newPassword: string,
  device: Device
): Promise<void> {
  const user = await UnitOfWork.run(asSystem, () => User.findOrFail(caller.userId), {
    readOnly: true,
  })
  if (!(await passwordFits(user.password, oldPassword))) throw wrongPassword()
  await ensurePasswordStrength(newPassword, user, 'new_password')

  const hashed = await hashPassword(newPassword)
  await writeAsCaller(async () => {
    const locked = await User.lock(user.id)
    if (locked.password !== user.password) throw wrongPassword()
    await replacePassword(locked, hashed, caller.sessionId)
    await recordAccountEvent('password-change', user.id, device)
  })
}

/**
 * Gives a locked user another password, ends their sessions and makes the tokens
 * of their mails worthless.
 *
 * @param exceptId the session that goes on
 */
export async function replacePassword(
  user: User,
  hashed: string,
  exceptId?: string
): Promise<void> {
  await user.takePassword(hashed).save()
  const which = { userId: user.id, ...(exceptId !== undefined && { exceptId }) }
  await Session.revoke(which, 'password_changed')
  await AccountToken.revoke(user.id)
  await enqueue(sendMail, { letter: 'password_changed', userId: user.id })
}

function wrongPassword() {
  return invalid([
    { field: 'old_password', rule: 'correct', message: 'The old_password field is not correct' },
  ])
}
