import type { Response } from 'undici'

/** A request as it goes out, to one address. */
export interface Sent {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
}

/** Why a redirect is not followed, in words that follow the name of the host. */
export class RefusedRedirect extends Error {
  override name = 'RefusedRedirect'
}

const MAX_REDIRECTS = 5
const STATUSES = new Set([301, 302, 303, 307, 308])

/** Headers that describe a body, and go with it. */
const OF_BODY: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-type',
])

/** What may be known to any host: nothing that a caller chose for the one that was asked. */
const FOR_ALL: ReadonlySet<string> = new Set([
  ...OF_BODY,
  'accept',
  'accept-language',
  'user-agent',
])

/**
 * The request that an answer asks for, by the Fetch standard, and stricter: at most five times, never
 * from https to http, and without headers of one's own where it leads to another origin.
 *
 * @param before how often it was redirected until here
 * @returns null when the answer is no redirect
 * @throws {RefusedRedirect}
 */
export function redirected(
  { url, method, headers, body }: Sent,
  { status, headers: answered }: Pick<Response, 'status' | 'headers'>,
  before: number
): Sent | null {
  const location = answered.get('location')
  if (location === null || !STATUSES.has(status)) return null
  if (before === MAX_REDIRECTS) throw new RefusedRedirect(`redirects more than ${before} times`)
  const to = targetOf(location, url)
  const isRead =
    status === 303 ? !['GET', 'HEAD'].includes(method) : status < 303 && method === 'POST'
  const isKept = (name: string) =>
    (to.origin === url.origin || FOR_ALL.has(name)) && !(isRead && OF_BODY.has(name))
  return {
    url: to,
    method: isRead ? 'GET' : method,
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => isKept(name.toLowerCase()))
    ),
    body: isRead ? null : body,
  }
}

function targetOf(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw new RefusedRedirect('redirects to what is no URL')
  const to = new URL(location, from)
  if (!['http:', 'https:'].includes(to.protocol)) {
    throw new RefusedRedirect(`redirects to ${to.protocol}, which cannot be asked`)
  }
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw new RefusedRedirect('redirects from https to http, which is not followed')
  }
  if (to.username !== '' || to.password !== '') {
    throw new RefusedRedirect('redirects to a URL with a password, which is not followed')
  }
  return to
}
