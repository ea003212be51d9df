import { hkdfSync } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import { appKey, appUrl } from '#config/app'
import { isCanonicalJwt, isForThisApi } from '#core/access/jwt'

/** What a link leads to, and in whose name it is followed. */
export interface Link {
  readonly organizationId: string
  readonly attachmentId: string
  readonly userId: string
  /** The key through which it was made, if it was. */
  readonly keyId: string | null
}

const ALGORITHM = 'HS256'
const TYPE = 'attachment-link+jwt'

const key = new Uint8Array(
  hkdfSync('sha256', appKey.release(), 'headless-crm', 'attachment-link', 32)
)

/** The address of what an attachment holds, good until then. Anyone who has it may follow it. */
export async function signLink(link: Link, expiresAt: Date): Promise<string> {
  const { organizationId: org, attachmentId, userId: usr, keyId } = link
  const token = await new SignJWT({ org, usr, ...(keyId !== null && { key: keyId }) })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(appUrl)
    .setAudience(appUrl)
    .setSubject(attachmentId)
    .setExpirationTime(expiresAt)
    .sign(key)
  return `${appUrl}/api/attachment-links/${token}/`
}

/** The link that a token stands for; null when it is none of ours, or too old. */
export async function readLink(token: string): Promise<Link | null> {
  if (!isCanonicalJwt(token)) return null
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: appUrl,
      audience: appUrl,
      requiredClaims: ['sub', 'exp', 'org', 'usr'],
    })
    const { sub, org, usr, key: keyId = null } = payload
    if (!isForThisApi(payload)) return null
    if (typeof sub !== 'string' || typeof org !== 'string' || typeof usr !== 'string') return null
    if (keyId !== null && typeof keyId !== 'string') return null
    return { organizationId: org, attachmentId: sub, userId: usr, keyId }
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}
