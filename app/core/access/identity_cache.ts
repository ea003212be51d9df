import type { Credentials } from '#core/access/bearer_guard'
import { Identity, isIdentityRow } from '#core/access/identity'
import { SpeculativeIdentity } from '#core/database/unit_of_work'

/** A caller as the database described them, and what that means. */
export interface CachedIdentity {
  /** The answer to `callerQuery`, to the letter. */
  readonly speculative: SpeculativeIdentity
  readonly identity: Identity
}

/** How many callers a process remembers, the latest ones. */
const MAX = 2_000

const cached = new Map<string, CachedIdentity>()

/** Who was no one when they came last. */
const rejected = new Set<string>()

/**
 * What the database last said of this caller, for a unit of work to begin with
 * while it is asked again: a speculative identity, never an authority.
 *
 * @param named the organization that the caller names; null when none is named
 */
export function cachedIdentity(
  credentials: Credentials,
  named: string | null
): CachedIdentity | undefined {
  return cached.get(keyOf(credentials, named))
}

/**
 * Whether nothing speaks for these credentials before the database is asked: a key
 * that is not remembered, which anyone may have made up, or a token that was turned
 * away already. The signature of a token speaks for it until then.
 */
export function isUnknownCaller(credentials: Credentials, named: string | null): boolean {
  const key = keyOf(credentials, named)
  return !cached.has(key) && ('keyDigest' in credentials || rejected.has(key))
}

/** Who that is, by the answer of the database; null when it knows no one. */
export function resolveIdentity(
  credentials: Credentials,
  named: string | null,
  answer: string | null
): Identity | null {
  const key = keyOf(credentials, named)
  const known = cached.get(key)
  cached.delete(key)
  const resolved = known && known.speculative.answer === answer ? known : read(answer)
  if (!resolved) {
    rejected.add(key)
    if (rejected.size > MAX) rejected.delete(rejected.keys().next().value ?? '')
    return null
  }
  rejected.delete(key)
  cached.set(key, resolved)
  if (cached.size > MAX) cached.delete(cached.keys().next().value ?? '')
  return resolved.identity
}

function read(answer: string | null): CachedIdentity | null {
  const row: unknown = answer === null ? null : JSON.parse(answer)
  if (answer === null || !isIdentityRow(row)) return null
  return { speculative: new SpeculativeIdentity(answer), identity: new Identity(row) }
}

function keyOf(credentials: Credentials, named: string | null): string {
  const who =
    'keyDigest' in credentials
      ? credentials.keyDigest.toString('base64url')
      : `${credentials.sessionId}/${credentials.userId}`
  return `${who}/${named ?? ''}`
}
