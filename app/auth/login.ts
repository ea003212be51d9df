import { recordAccountEvent } from '#audit/account_event'
import { hashPassword, isOutdated, passwordFits } from '#auth/passwords'
import Session, { type Device, type Tokens } from '#models/session'
import User from '#models/user'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

export interface LoggedIn {
  readonly userId: string
  readonly sessionId: string
  readonly tokens: Tokens
}

/** Hashed with today's parameters, so that unknown addresses take as long as known ones. */
let decoy: Promise<string> | undefined

/**
 * Logs somebody in with his e-mail or username and his password: a session with
 * its tokens.
 *
 * @returns null when they do not fit, or the user may not log in
 */
export async function logIn(
  name: string,
  password: string,
  device: Device
): Promise<LoggedIn | null> {
  return admitted(name, password, device, async (user) => {
    const { session, tokens } = await Session.start(user.id, device)
    return { userId: user.id, sessionId: session.id, tokens }
  })
}

/** The superuser with this name and password, or null. His session is the admin pages' to make. */
export async function recognizeSuperuser(
  name: string,
  password: string,
  device: Device
): Promise<User | null> {
  const begin = async (user: User) => {
    await recordAccountEvent('admin-login', user.id, device)
    return user
  }
  return admitted(name, password, device, begin, ({ isSuperuser }) => isSuperuser)
}

/**
 * Lets somebody in with his name and password. Hashing happens between two
 * short units of work, so that slow arithmetic never holds a connection.
 *
 * @param begin what his login begins, in the unit of work that writes it down
 * @returns null when name and password do not fit, or he is not welcome: the
 * same answer, after the same time
 */
async function admitted<T>(
  name: string,
  password: string,
  device: Device,
  begin: (user: User) => Promise<T>,
  isWelcome: (user: User) => boolean = () => true
): Promise<T | null> {
  const user = await UnitOfWork.run(forSystem, () => User.findByLogin(name), { readOnly: true })
  const fits = await passwordFits(user?.password ?? (await decoyHash()), password)
  if (!user || !fits || !user.isActive || !isWelcome(user)) {
    await UnitOfWork.run(forSystem, () => noteFailure(user, device))
    return null
  }

  const rehashed = isOutdated(user.password) ? await hashPassword(password) : null
  return UnitOfWork.run(forSystem, async () => {
    if (await admit(user, rehashed)) return begin(user)
    await noteFailure(user, device)
    return null
  })
}

/** Also when nobody has that name: then, too, an answer takes as long. */
async function noteFailure(user: User | null, device: Device): Promise<void> {
  await recordAccountEvent('login-failed', user?.id ?? null, device)
}

/** A decoy that could not be made is made again. */
async function decoyHash(): Promise<string> {
  decoy ??= hashPassword('nobody has this password')
  try {
    return await decoy
  } catch (error) {
    decoy = undefined
    throw error
  }
}

/**
 * Writes the login down, unless the password or the user's standing has changed
 * since it was checked. The lock on the row puts logins and password changes in
 * a line: a change ends every session that began before it.
 */
async function admit(user: User, rehashed: string | null): Promise<boolean> {
  const { rowCount } = await UnitOfWork.get().query(
    `UPDATE users SET last_login_at = now(), password = coalesce($3, password)
     WHERE id = $1 AND password = $2 AND is_active`,
    [user.id, user.password, rehashed]
  )
  return rowCount === 1
}
