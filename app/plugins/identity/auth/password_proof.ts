import type { Identity } from '#core/access/identity'
import { passwordFits } from '#plugins/identity/auth/passwords'
import { invalid } from '#core/http/exceptions/problem'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/**
 * The caller, who shows that the session is theirs. Never in a unit of
 * work, since it hashes.
 *
 * @throws 422 when the password is not theirs
 */
export async function ensurePassword(caller: Identity, password: string): Promise<User> {
  const find = () => User.findOrFail(caller.userId)
  const user = await UnitOfWork.run(asSystem, find, { readOnly: true })
  if (await passwordFits(user.password, password)) return user
  throw invalid([
    { field: 'password', rule: 'correct', message: 'The password field is not correct' },
  ])
}
