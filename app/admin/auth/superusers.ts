import { symbols } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import type { SessionGuardUser, SessionUserProviderContract } from '@adonisjs/auth/types/session'
import type { SuperuserLogin } from '#plugins/identity/auth/login'
import type User from '#plugins/identity/models/user'

/** Under which name a session of the admin pages keeps its user's id. */
export const SUPERUSER_KEY = 'auth_superuser'

/** Under which name it keeps when its user logged in, by the clock of the database. */
export const LOGGED_IN_AT = 'logged_in_at'

/**
 * Begins the session of a login on the admin pages, which is as old as the login:
 * whatever ends the user's sessions between the two leaves a mark on the user, by
 * which the session is not made.
 */
export async function beginSuperuserSession(
  { auth, session }: HttpContext,
  { user, at }: SuperuserLogin
): Promise<void> {
  await auth.use('superuser').login(user)
  session.put(LOGGED_IN_AT, at)
}

/** The people who may enter the admin pages: the guard of a request knows the one of its session. */
export class Superusers implements SessionUserProviderContract<User> {
  declare [symbols.PROVIDER_REAL_USER]: User

  constructor(private readonly ctx: HttpContext) {}

  async createUserForGuard(user: User): Promise<SessionGuardUser<User>> {
    return { getId: () => user.id, getOriginal: () => user }
  }

  async findById(id: string | number | bigint): Promise<SessionGuardUser<User> | null> {
    const { superuser } = this.ctx.adminCaller
    return superuser?.id === id ? this.createUserForGuard(superuser) : null
  }
}
