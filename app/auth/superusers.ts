import { symbols } from '@adonisjs/auth'
import type { SessionGuardUser, SessionUserProviderContract } from '@adonisjs/auth/types/session'
import User from '#models/user'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

/** Under which name a session of the admin pages keeps its user's id. */
export const SUPERUSER_KEY = 'auth_superuser'

/** The people who may enter the admin pages. */
export class Superusers implements SessionUserProviderContract<User> {
  declare [symbols.PROVIDER_REAL_USER]: User

  async createUserForGuard(user: User): Promise<SessionGuardUser<User>> {
    return { getId: () => user.id, getOriginal: () => user }
  }

  async findById(id: string | number | bigint): Promise<SessionGuardUser<User> | null> {
    const user = await UnitOfWork.run(
      forSystem,
      () =>
        User.query()
          .where({ id: String(id), isActive: true, isSuperuser: true })
          .first(),
      { readOnly: true }
    )
    return user && this.createUserForGuard(user)
  }
}
