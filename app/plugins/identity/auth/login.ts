import { recordAccountEvent } from '#core/audit/account_event'
import { type Challenge, issueChallenge } from '#core/access/login_challenge'
import { hashPassword, isOutdated, passwordFits } from '#plugins/identity/auth/passwords'
import { ConcurrencyLimiter } from '#core/support/concurrency_limiter'
import { twoFactor } from '#config/auth'
import { type Answer, type Enrolment, SecondFactor } from '#plugins/identity/models/second_factor'
import type { Device } from '#core/access/device'
import { noteNetwork } from '#core/rate_limits/accounts'
import Session from '#plugins/identity/models/session'
import type { Tokens } from '#plugins/identity/auth/token_pair'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

export interface LoggedIn {
  readonly userId: string
  readonly sessionId: string
  readonly tokens: Tokens
}

/** The password was right, and more is asked of the user. */
export interface Challenged {
  readonly challenge: string
  /** What the user has to set up first, when they must have a second factor and have none. */
  readonly enrolment: Enrolment | null
}

/** What a login with a second factor began. */
export interface Solved<T> {
  readonly begun: T
  /** When the second factor was set up by it; they are kept nowhere. */
  readonly recoveryCodes: readonly string[] | null
}

/** What somebody logs in for. */
export interface LoginTarget<T> {
  /** Who may come in, besides that they may log in at all. */
  isFor(user: User): boolean
  /** What the user's login begins, in the unit of work that writes it down. */
  begin(user: User, device: Device): Promise<T>
}

/** The API, for everybody: a session and its tokens. */
export const api: LoginTarget<LoggedIn> = {
  isFor: () => true,
  async begin({ id: userId }, device) {
    const { session, tokens } = await Session.start(userId, device)
    return { userId, sessionId: session.id, tokens }
  },
}

/** A superuser whose login was written down, and when that was. */
export interface SuperuserLogin {
  readonly user: User
  /** ISO 8601, UTC. */
  readonly at: string
}

/** The admin pages, for superusers: their session is the pages' to make. */
export const adminPages: LoginTarget<SuperuserLogin> = {
  isFor: ({ isSuperuser }) => isSuperuser,
  async begin(user, device) {
    await recordAccountEvent('admin-login', user.id, device)
    const { rows } = await UnitOfWork.get().query<{ at: string }>(
      `SELECT to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`
    )
    return { user, at: String(rows[0]?.at) }
  },
}

/**
 * Twice as many as can hash at a time, so that a flood of logins has few of the
 * process's connections, and is turned away before it asks for one.
 */
const loginLimiter = new ConcurrencyLimiter(6, 50)

/** Hashed with today's parameters, so that unknown addresses take as long as known ones. */
let dummyHash: Promise<string> | undefined

/**
 * Logs somebody in with their e-mail or username and their password. Hashing
 * happens between two short units of work, so that slow arithmetic never holds
 * a connection.
 *
 * @returns null when they do not fit, or the user is not welcome: the same answer,
 * after the same time
 * @throws 503 when too many are logging in
 */
export function logIn<T>(
  ...login: [entrance: LoginTarget<T>, name: string, password: string, device: Device]
): Promise<{ readonly begun: T } | Challenged | null> {
  return loginLimiter.pass(() => enter(...login))
}

async function enter<T>(
  entrance: LoginTarget<T>,
  name: string,
  password: string,
  device: Device
): Promise<{ readonly begun: T } | Challenged | null> {
  const user = await UnitOfWork.run(asSystem, () => User.findByLogin(name), { readOnly: true })
  const fits = await passwordFits(user?.password ?? (await makeDummyHash()), password)
  if (!user || !fits || !user.isActive || !entrance.isFor(user)) {
    await UnitOfWork.run(asSystem, () => noteFailure(user, device))
    return null
  }
  if (user.twoFactorEnabled || mustHaveSecondFactor(user)) return challenge(user, device)

  const rehashed = isOutdated(user.password) ? await hashPassword(password) : null
  return UnitOfWork.run(asSystem, async () => {
    if (await recordLogin(user, rehashed, device))
      return { begun: await entrance.begin(user, device) }
    await noteFailure(user, device)
    return null
  })
}

/**
 * Finishes a login with a second factor; or sets it up, when the user must have
 * one and had none.
 *
 * @returns null when the answer is wrong, or the user's password or standing has
 * changed meanwhile
 */
export async function solveChallenge<T>(
  entrance: LoginTarget<T>,
  { userId, at }: Challenge,
  answer: Answer,
  device: Device
): Promise<Solved<T> | null> {
  return UnitOfWork.run(asSystem, async () => {
    const user = await User.find(userId)
    if (!user?.isActive || !entrance.isFor(user) || isOver(user, at)) return null
    const solution = await solve(user, answer)
    if (solution && (await recordLogin(user, null, device))) {
      return { ...solution, begun: await entrance.begin(user, device) }
    }
    await noteFailure(user, device)
    return null
  })
}

/** Whether somebody may be nobody here without a second factor. */
export function mustHaveSecondFactor(user: User): boolean {
  return user.isSuperuser && twoFactor.requiredOfSuperusers
}

async function challenge(user: User, device: Device): Promise<Challenged> {
  const enrolment = await UnitOfWork.run(asSystem, async () => {
    await recordAccountEvent('login-challenge', user.id, device)
    return user.twoFactorEnabled ? null : SecondFactor.enrol(user)
  })
  return { challenge: await issueChallenge(user.id), enrolment }
}

/** Whether the user's sessions, or their password, have come to an end since. */
function isOver({ passwordChangedAt, sessionsEndedAt }: User, since: Date): boolean {
  return [passwordChangedAt, sessionsEndedAt].some((end) => end !== null && end.toJSDate() > since)
}

async function solve(user: User, answer: Answer): Promise<Omit<Solved<unknown>, 'begun'> | null> {
  if (user.twoFactorEnabled) {
    return (await SecondFactor.accept(user.id, answer)) ? { recoveryCodes: null } : null
  }
  if (!mustHaveSecondFactor(user) || !('code' in answer)) return null
  const recoveryCodes = await SecondFactor.confirm(user.id, answer.code)
  return recoveryCodes && { recoveryCodes }
}

/** Also when nobody has that name: then, too, an answer takes as long. */
async function noteFailure(user: User | null, device: Device): Promise<void> {
  await recordAccountEvent('login-failed', user?.id ?? null, device)
}

/** A decoy that could not be made is made again. */
async function makeDummyHash(): Promise<string> {
  dummyHash ??= hashPassword('nobody has this password')
  try {
    return await dummyHash
  } catch (error) {
    dummyHash = undefined
    throw error
  }
}

/**
 * Writes the login down, unless the password or the user's standing has changed, or
 * all of the user's sessions were ended, since it was checked. The lock on the row puts logins and password changes in
 * a line: a change ends every session that began before it.
 */
async function recordLogin(
  user: User,
  rehashed: string | null,
  { ipAddress }: Device
): Promise<boolean> {
  const { rowCount } = await UnitOfWork.get().query(
    `UPDATE users SET last_login_at = now(), password = coalesce($3, password)
     WHERE id = $1 AND password = $2 AND is_active
       AND sessions_ended_at IS NOT DISTINCT FROM $4`,
    [user.id, user.password, rehashed, user.sessionsEndedAt?.toJSDate() ?? null]
  )
  if (rowCount !== 1) return false
  await noteNetwork(user.id, ipAddress)
  return true
}
