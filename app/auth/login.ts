import hash from '@adonisjs/core/services/hash'
import Session, { type Device, type Tokens } from '#models/session'
import User from '#models/user'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

export interface LoggedIn {
  readonly userId: string
  readonly tokens: Tokens
}

/** Hashed with today's parameters, so that unknown addresses take as long as known ones. */
let decoy: Promise<string> | undefined

/**
 * Logs somebody in with e-mail and password. Hashing happens between two short
 * units of work, so that slow arithmetic never holds a connection.
 *
 * @returns null when they do not fit, or the user may not log in: the same
 * answer, after the same time
 */
export async function logIn(
  email: string,
  password: string,
  device: Device
): Promise<LoggedIn | null> {
  const user = await UnitOfWork.run(forSystem, () => User.findByEmail(email), { readOnly: true })
  decoy ??= hash.make('nobody has this password')
  const fits = await hash.verify(user?.password ?? (await decoy), password)
  if (!user || !fits || !user.isActive) return null

  const rehashed = hash.needsReHash(user.password) ? await hash.make(password) : null
  return UnitOfWork.run(forSystem, async (unit) => {
    await unit.query(
      'UPDATE users SET last_login_at = now(), password = coalesce($2, password) WHERE id = $1',
      [user.id, rehashed]
    )
    return { userId: user.id, tokens: await Session.start(user.id, device) }
  })
}
