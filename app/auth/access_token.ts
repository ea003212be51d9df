import { hkdfSync } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import { v7 as uuidv7 } from 'uuid'
import { appKey, appUrl } from '#config/app'

/** Who is calling, and nothing else: rights are looked up at each request. */
export interface SessionCredentials {
  readonly userId: string
  readonly sessionId: string
}

/** Seconds: one day, as the brief asks. The session can end it at any moment. */
const LIFETIME = 86_400
const ALGORITHM = 'HS256'
const TYPE = 'at+jwt'
const KEY_ID = '1'
const CLOCK_TOLERANCE = 30
const REMEMBERED = 5_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const key = new Uint8Array(hkdfSync('sha256', appKey.release(), 'headless-crm', 'access-token', 32))

/**
 * Tokens whose signature was checked, until they expire. Checking is a pure
 * function of token and key, so remembering its answer changes nothing but
 * the cost; whether the session still lives is asked each time.
 */
const verified = new Map<string, { credentials: SessionCredentials; expiresAt: number }>()

/** A signed access token (RFC 9068) that is good for a day. */
export function issueAccessToken({ userId, sessionId }: SessionCredentials): Promise<string> {
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: KEY_ID })
    .setIssuer(appUrl)
    .setAudience(appUrl)
    .setSubject(userId)
    .setJti(uuidv7())
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME}s`)
    .sign(key)
}

/** The credentials in a token, or null when it is not one of ours or has expired. */
export async function verifyAccessToken(token: string): Promise<SessionCredentials | null> {
  const known = verified.get(token)
  if (known) {
    if (known.expiresAt > Date.now()) return known.credentials
    verified.delete(token)
    return null
  }

  try {
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: appUrl,
      audience: appUrl,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['sub', 'sid', 'exp', 'iat', 'jti'],
    })
    const { sub, sid, exp } = payload
    if (protectedHeader.kid !== KEY_ID) return null
    if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return null
    if (!UUID.test(sub) || !UUID.test(sid)) return null
    const credentials = { userId: sub, sessionId: sid }
    remember(token, credentials, exp * 1000)
    return credentials
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

function remember(token: string, credentials: SessionCredentials, expiresAt: number) {
  if (verified.size >= REMEMBERED) {
    const oldest = verified.keys().next()
    if (!oldest.done) verified.delete(oldest.value)
  }
  verified.set(token, { credentials, expiresAt })
}
