import { errors, symbols } from '@adonisjs/auth'
import type { AuthClientResponse, GuardContract } from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import { type Credentials, issueAccessToken, verifyAccessToken } from '#auth/access_token'
import { Identity, type IdentityRow } from '#auth/identity'
import type { UnitOfWork } from '#tenancy/unit_of_work'

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i

/**
 * Knows the caller by the access token in the Authorization header.
 *
 * In two steps, since the second one is a row of the database: `credentials`
 * checks the token, and `authenticate` takes the identity that the unit of work
 * of this request was opened with.
 */
export class JwtGuard implements GuardContract<Identity> {
  declare [symbols.GUARD_KNOWN_EVENTS]: Record<string, never>
  readonly driverName = 'jwt'
  authenticationAttempted = false
  isAuthenticated = false
  user?: Identity
  #unit?: UnitOfWork

  constructor(private readonly ctx: HttpContext) {}

  /** Whose token this is. @throws 401 without a good one */
  async credentials(): Promise<Credentials> {
    this.authenticationAttempted = true
    const token = BEARER.exec(this.ctx.request.header('authorization', '') ?? '')?.[1]
    const credentials = token ? await verifyAccessToken(token) : null
    if (!credentials) throw this.#unauthorized()
    return credentials
  }

  /** Names the unit of work that was opened for the credentials. */
  within(unit: UnitOfWork): this {
    this.#unit = unit
    return this
  }

  /** The caller. @throws 401 when his session, or he himself, is gone */
  async authenticate(): Promise<Identity> {
    const row = this.#unit?.opened[0]
    if (!isIdentityRow(row)) throw this.#unauthorized()
    this.user = new Identity(row)
    this.isAuthenticated = true
    return this.user
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

  #unauthorized() {
    return new errors.E_UNAUTHORIZED_ACCESS('Log in first', { guardDriverName: this.driverName })
  }
}

function isIdentityRow(row: unknown): row is IdentityRow {
  return typeof row === 'object' && row !== null && 'session_id' in row && 'grants' in row
}
