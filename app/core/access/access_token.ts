import { type JWTHeaderParameters, SignJWT, errors, jwtVerify } from 'jose'
import { v7 as uuidv7 } from 'uuid'
import { isCanonicalJwt, isForThisApi } from '#core/access/jwt'
import { signingKey, verifyingKey } from '#core/access/signing_keys'
import { appUrl } from '#config/app'
import { UUID } from '#core/resources/uuid'

/** Who is calling, and nothing else: rights are looked up at each request. */
export interface SessionCredentials {
  readonly userId: string
  readonly sessionId: string
}

/** Seconds: one day. The session can end it at any moment. */
const LIFETIME = 86_400
const ALGORITHM = 'HS256'
const TYPE = 'at+jwt'
const CLOCK_TOLERANCE = 30
const REMEMBERED = 5_000

interface Verified {
  readonly credentials: SessionCredentials
  readonly keyId: string
  readonly expiresAt: number
}

/**
 * Tokens whose signature was checked, until they or their keys expire. Checking
 * is a pure function of token and key, so remembering its answer changes
 * nothing but the cost; whether the session still lives is asked each time.
 */
const verified = new Map<string, Verified>()

/** A signed access token (RFC 9068) that is good for a day. */
export async function issueAccessToken({ userId, sessionId }: SessionCredentials): Promise<string> {
  const { id, secret } = await signingKey()
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: id })
    .setIssuer(appUrl)
    .setAudience(appUrl)
    .setSubject(userId)
    .setJti(uuidv7())
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME}s`)
    .sign(secret)
}

/** The credentials in a token, or null when it is not one of ours or has expired. */
export async function verifyAccessToken(token: string): Promise<SessionCredentials | null> {
  const known = verified.get(token)
  if (known) {
    if (known.expiresAt > Date.now() && (await verifyingKey(known.keyId))) return known.credentials
    verified.delete(token)
    return null
  }

  if (!isCanonicalJwt(token)) return null
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keyOf, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: appUrl,
      audience: appUrl,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['sub', 'sid', 'exp', 'iat', 'jti'],
    })
    const { sub, sid, exp } = payload
    const { kid: keyId } = protectedHeader
    if (keyId === undefined || !isForThisApi(payload)) return null
    if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return null
    if (!UUID.test(sub) || !UUID.test(sid)) return null
    const credentials = { userId: sub, sessionId: sid }
    remember(token, { credentials, keyId, expiresAt: exp * 1000 })
    return credentials
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** The key that the token names. @throws for a name that no living key has */
async function keyOf({ kid }: JWTHeaderParameters): Promise<Uint8Array> {
  const secret = typeof kid === 'string' ? await verifyingKey(kid) : null
  if (!secret) throw new errors.JWKSNoMatchingKey()
  return secret
}

function remember(token: string, found: Verified) {
  if (verified.size >= REMEMBERED) {
    const oldest = verified.keys().next()
    if (!oldest.done) verified.delete(oldest.value)
  }
  verified.set(token, found)
}
