import { hkdfSync } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import { appKey, appUrl } from '#config/app'
import { isCanonicalJwt, isForThisApi } from '#core/access/jwt'

/** What a token is for: to want no more e-mails, or to report what became of some. */
type Purpose = 'email-unsubscribe' | 'email-events'

/** What a token stands for. It does not expire: mails are kept for years. */
export interface Claims {
  readonly organizationId: string
  /** The e-mail; for reports, which of the organization's addresses for them it is. */
  readonly subject: string
  /** Who wants no more, also when the e-mail was deleted. */
  readonly address?: string
}

const ALGORITHM = 'HS256'

const keyFor = (purpose: Purpose) =>
  new Uint8Array(hkdfSync('sha256', appKey.release(), 'headless-crm', purpose, 32))

const keys: Readonly<Record<Purpose, Uint8Array>> = {
  'email-unsubscribe': keyFor('email-unsubscribe'),
  'email-events': keyFor('email-events'),
}

async function signToken(
  purpose: Purpose,
  { organizationId: org, subject, address }: Claims
): Promise<string> {
  return new SignJWT({ org, ...(address !== undefined && { adr: address }) })
    .setProtectedHeader({ alg: ALGORITHM, typ: `${purpose}+jwt` })
    .setIssuer(appUrl)
    .setAudience(appUrl)
    .setSubject(subject)
    .sign(keys[purpose])
}

/** What a token stands for; null when it is none of ours, or for something else. */
export async function readToken(purpose: Purpose, token: string): Promise<Claims | null> {
  if (!isCanonicalJwt(token)) return null
  try {
    const { payload } = await jwtVerify(token, keys[purpose], {
      algorithms: [ALGORITHM],
      typ: `${purpose}+jwt`,
      issuer: appUrl,
      audience: appUrl,
      requiredClaims: ['sub', 'org'],
    })
    const { sub, org, adr } = payload
    if (!isForThisApi(payload) || typeof sub !== 'string' || typeof org !== 'string') return null
    return {
      organizationId: org,
      subject: sub,
      ...(typeof adr === 'string' && { address: adr }),
    }
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** Where someone says that they want no more e-mails. */
export async function unsubscribeUrl(
  organizationId: string,
  { id: subject, address }: { readonly id: string; readonly address: string }
): Promise<string> {
  const token = await signToken('email-unsubscribe', { organizationId, subject, address })
  return `${appUrl}/api/email-unsubscribes/${token}/`
}

/** Where a provider reports what became of e-mails of an organization. */
export async function eventsUrl(organizationId: string, eventsVersion: number): Promise<string> {
  const token = await signToken('email-events', { organizationId, subject: String(eventsVersion) })
  return `${appUrl}/api/email-events/${token}/`
}
