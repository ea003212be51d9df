import { recordAccountEvent } from '#audit/account_event'
import type { Identity } from '#auth/identity'
import { weaknessOf } from '#auth/password_strength'
import { hashPassword, passwordFits } from '#auth/passwords'
import { invalid } from '#exceptions/problem'
import Session, { type Device } from '#models/session'
import User from '#models/user'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

const WEAKNESSES = {
  common: 'The new_password field is one of the most common passwords',
  context: 'The new_password field is too much like your name or address, or this product',
}

/**
 * Changes the caller's password and ends his sessions on every other device.
 * Hashing happens between two short units of work.
 *
 * @throws 422 when the old password is wrong or the new one is easy to guess
 */
export async function changePassword(
  caller: Identity,
  oldPassword: string,
  newPassword: string,
  device: Device
): Promise<void> {
  const user = await UnitOfWork.run(forSystem, () => User.findOrFail(caller.userId), {
    readOnly: true,
  })
  if (!(await passwordFits(user.password, oldPassword))) throw wrongPassword()
  await demandStrength(newPassword, user)

  const hashed = await hashPassword(newPassword)
  await UnitOfWork.run(forSystem, async () => {
    const locked = await User.query().where('id', user.id).forUpdate().firstOrFail()
    if (locked.password !== user.password) throw wrongPassword()
    await locked.takePassword(hashed).save()
    await Session.revoke({ userId: user.id, exceptId: caller.sessionId }, 'password_changed')
    await recordAccountEvent('password-change', user.id, device)
  })
}

async function demandStrength(password: string, user: User) {
  const { email, username, firstName, lastName } = user
  const weakness = await weaknessOf(password, [email, username, firstName, lastName, user.fullName])
  if (!weakness) return
  throw invalid([{ field: 'new_password', rule: weakness, message: WEAKNESSES[weakness] }])
}

function wrongPassword() {
  return invalid([
    { field: 'old_password', rule: 'correct', message: 'The old_password field is not correct' },
  ])
}
