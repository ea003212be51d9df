import { hkdfSync } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import { isCanonicalJwt, isForThisApi } from '#core/access/jwt'
import { appKey, appUrl } from '#config/app'

/** Whose password was right, and when. */
export interface Challenge {
  readonly userId: string
  readonly at: Date
}

/** Seconds in which a user finds their device. */
export const CHALLENGE_LIFETIME = 300

const ALGORITHM = 'HS256'
const TYPE = 'challenge+jwt'

const key = new Uint8Array(hkdfSync('sha256', appKey.release(), 'headless-crm', 'challenge', 32))

/** What proves that a user's password was right. It lets no one in by itself. */
export function issueChallenge(userId: string): Promise<string> {
  return new SignJWT({ at: Date.now() })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(appUrl)
    .setAudience(appUrl)
    .setSubject(userId)
    .setExpirationTime(`${CHALLENGE_LIFETIME}s`)
    .sign(key)
}

/** The challenge in a text, or null when it is not one of ours or too old. */
export async function readChallenge(text: string): Promise<Challenge | null> {
  if (!isCanonicalJwt(text)) return null
  try {
    const { payload } = await jwtVerify(text, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: appUrl,
      audience: appUrl,
      requiredClaims: ['sub', 'exp', 'at'],
    })
    const { sub, at } = payload
    if (!isForThisApi(payload)) return null
    if (typeof sub !== 'string' || typeof at !== 'number') return null
    return { userId: sub, at: new Date(at) }
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}
