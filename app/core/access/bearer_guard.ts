import { errors, symbols } from '@adonisjs/auth'
import type { AuthClientResponse, GuardContract } from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import pg from 'pg'
import {
  type SessionCredentials,
  issueAccessToken,
  verifyAccessToken,
} from '#core/access/access_token'
import { resolveIdentity } from '#core/access/identity_cache'
import { readApiKey } from '#core/access/api_key'
import type { Identity } from '#core/access/identity'
import type { UnitOfWork } from '#core/database/unit_of_work'

const BEARER = /^Bearer ([\w-]+(?:\.[\w-]+\.[\w-]+)?)$/i

const ABSENT = 'Log in first, and send "Authorization: Bearer" with the access token.'
const MALFORMED = 'The Authorization header must be "Bearer" and the access token.'
/* Expired, revoked and made up are not told apart. */
const OUTLIVED = 'The token is not good, or not any more. Refresh it, or log in again.'

/** What a caller has shown: the access token of a session, or an API key, by its digest. */
export type Credentials = SessionCredentials | { readonly keyDigest: Buffer }

/**
 * Knows the caller by what stands in the Authorization header: the access token
 * of a session, or an API key.
 *
 * In two steps, since the second one is a row of the database: `credentials`
 * reads the header, and `authenticate` takes the identity that the unit of work
 * of this request was opened with.
 */
export class BearerGuard implements GuardContract<Identity> {
  declare [symbols.GUARD_KNOWN_EVENTS]: Record<string, never>
  readonly driverName = 'bearer'
  authenticationAttempted = false
  isAuthenticated = false
  user?: Identity
  #credentials?: Credentials
  #unit?: UnitOfWork
  #named: string | null = null

  constructor(private readonly ctx: HttpContext) {}

  /** Whose token or which key this is. @throws 401 without a good one */
  async credentials(): Promise<Credentials> {
    this.authenticationAttempted = true
    const token = this.#token()
    const credentials = token === undefined ? null : await this.#read(token)
    if (!credentials) throw this.#unauthorized()
    this.#credentials = credentials
    return credentials
  }

  /**
   * Names the unit of work that was opened for the credentials.
   *
   * @param named the organization that it was opened for; null for none by name
   */
  within(unit: UnitOfWork, named: string | null = null): this {
    this.#unit = unit
    this.#named = named
    return this
  }

  /** The caller. @throws 401 when their session, or the user, is gone */
  async authenticate(): Promise<Identity> {
    if (!this.#unit || !this.#credentials) throw this.#unauthorized()
    const caller = resolveIdentity(this.#credentials, this.#named, this.#unit.answer)
    if (!caller) throw this.#unauthorized()
    this.user = caller
    this.isAuthenticated = true
    return caller
  }

  async check(): Promise<boolean> {
    try {
      await this.authenticate()
      return true
    } catch (error) {
      if (error instanceof errors.E_UNAUTHORIZED_ACCESS) return false
      throw error
    }
  }

  getUserOrFail(): Identity {
    if (!this.user) throw this.#unauthorized()
    return this.user
  }

  /** For tests: the headers that make a request this user's. */
  async authenticateAsClient(user: Identity): Promise<AuthClientResponse> {
    const token = await issueAccessToken(user)
    return { headers: { authorization: `Bearer ${token}` } }
  }

  /** A signed token has three parts, a key one. */
  async #read(token: string): Promise<Credentials | null> {
    if (token.includes('.')) return verifyAccessToken(token)
    const keyDigest = readApiKey(token)
    return keyDigest && { keyDigest }
  }

  #token(): string | undefined {
    return BEARER.exec(this.ctx.request.header('authorization', '') ?? '')?.[1]
  }

  #unauthorized() {
    const detail = this.ctx.request.header('authorization') ? this.#refusal() : ABSENT
    return new errors.E_UNAUTHORIZED_ACCESS(detail, { guardDriverName: this.driverName })
  }

  #refusal(): string {
    return this.#token() === undefined ? MALFORMED : OUTLIVED
  }
}

/** The guard of a request. */
export function bearerGuard(ctx: HttpContext): BearerGuard {
  return new BearerGuard(ctx)
}

/**
 * The one query that a unit of work for a caller opens with: who they are, and in
 * which organization, as JSON.
 *
 * @param named the organization that the caller names, by id or slug; null when none is named
 */
export function callerQuery(credentials: Credentials, named: string | null): string {
  const organization = named === null ? 'NULL' : pg.escapeLiteral(named)
  return `SELECT row_to_json(caller)::text AS answer FROM ${questionOf(credentials, organization)} caller`
}

/** The function of the database that knows the caller, called. */
function questionOf(credentials: Credentials, organization: string): string {
  if ('keyDigest' in credentials) {
    const digest = credentials.keyDigest.toString('hex')
    return `identify_key('\\x${digest}', ${organization})`
  }
  const { sessionId, userId } = credentials
  return `identify('${sessionId}', '${userId}', ${organization})`
}
