import { hkdfSync } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import { appKey, appUrl } from '#config/app'
import { isCanonicalJwt, isForThisApi } from '#core/access/jwt'

const ALGORITHM = 'HS256'

type Claims = Readonly<Record<string, string>>

/** Links that say what they are for, and are followed by whoever has them: for a while, or for as long as they are kept. */
export class SignedLinks {
  readonly #key: Uint8Array
  readonly #type: string
  readonly #requiredClaims: string[]

  /**
   * @param purpose such as `attachment-link`: a link for one is none for another
   * @param options `expires`: whether all of them are good for a while only; they are by default
   */
  constructor(purpose: string, { expires = true }: { readonly expires?: boolean } = {}) {
    this.#type = `${purpose}+jwt`
    this.#requiredClaims = expires ? ['exp'] : []
    this.#key = new Uint8Array(hkdfSync('sha256', appKey.release(), 'headless-crm', purpose, 32))
  }

  /** A text that stands for the claims until then; for good where no time is given. */
  sign(claims: Claims, expiresAt: Date | null): Promise<string> {
    const token = new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: this.#type })
      .setIssuer(appUrl)
      .setAudience(appUrl)
    if (expiresAt) token.setExpirationTime(expiresAt)
    return token.sign(this.#key)
  }

  /** The claims that a text stands for; null when it is none of ours, or too old. */
  async read(token: string): Promise<Claims | null> {
    if (!isCanonicalJwt(token)) return null
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        typ: this.#type,
        issuer: appUrl,
        audience: appUrl,
        requiredClaims: this.#requiredClaims,
      })
      if (!isForThisApi(payload)) return null
      return Object.fromEntries(
        Object.entries(payload).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value]] : []
        )
      )
    } catch (error) {
      if (error instanceof errors.JOSEError) return null
      throw error
    }
  }
}
