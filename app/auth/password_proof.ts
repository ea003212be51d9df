import type { Identity } from '#auth/identity'
import { passwordFits } from '#auth/passwords'
import { invalid } from '#exceptions/problem'
import User from '#models/user'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

/**
 * The caller, who shows that it is he who has his session. Never in a unit of
 * work, since it hashes.
 *
 * @throws 422 when the password is not his
 */
export async function demandPassword(caller: Identity, password: string): Promise<User> {
  const find = () => User.findOrFail(caller.userId)
  const user = await UnitOfWork.run(forSystem, find, { readOnly: true })
  if (await passwordFits(user.password, password)) return user
  throw invalid([
    { field: 'password', rule: 'correct', message: 'The password field is not correct' },
  ])
}
