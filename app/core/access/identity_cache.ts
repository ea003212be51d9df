import type { Credentials } from '#core/access/bearer_guard'
import { Identity, isIdentityRow } from '#core/access/identity'
import { SpeculativeIdentity } from '#core/database/pipelining/speculative_identity'

/** A caller as the database described them, and what that means. */
interface CachedIdentity {
  /** The answer to `callerQuery`, to the letter. */
  readonly presumption: SpeculativeIdentity
  readonly identity: Identity
}

/** How many callers a process remembers, the latest ones. */
const MOST = 2_000

const remembered = new Map<string, CachedIdentity>()

/** Who was nobody when they came last. */
const turnedAway = new Set<string>()

/**
 * What the database last said of this caller, for a unit of work to begin with
 * while it is asked again: a presumption, never an authority.
 *
 * @param named the organization that the caller names; null when none is named
 */
export function recall(
  credentials: Credentials,
  named: string | null
): SpeculativeIdentity | undefined {
  return remembered.get(keyOf(credentials, named))?.presumption
}

/**
 * Whether nothing speaks for these credentials before the database is asked: a key
 * that is not remembered, which anybody may have made up, or a token that was turned
 * away already. The signature of a token speaks for it until then.
 */
export function isStranger(credentials: Credentials, named: string | null): boolean {
  const key = keyOf(credentials, named)
  return !remembered.has(key) && ('keyDigest' in credentials || turnedAway.has(key))
}

/** Who that is, by the answer of the database; null when it knows nobody. */
export function meet(
  credentials: Credentials,
  named: string | null,
  answer: string | null
): Identity | null {
  const key = keyOf(credentials, named)
  const known = remembered.get(key)
  remembered.delete(key)
  const met = known && known.presumption.answer === answer ? known : read(answer)
  if (!met) {
    turnedAway.add(key)
    if (turnedAway.size > MOST) turnedAway.delete(turnedAway.keys().next().value ?? '')
    return null
  }
  turnedAway.delete(key)
  remembered.set(key, met)
  if (remembered.size > MOST) remembered.delete(remembered.keys().next().value ?? '')
  return met.identity
}

function read(answer: string | null): CachedIdentity | null {
  const row: unknown = answer === null ? null : JSON.parse(answer)
  if (answer === null || !isIdentityRow(row)) return null
  return { presumption: new SpeculativeIdentity(answer), identity: new Identity(row) }
}

function keyOf(credentials: Credentials, named: string | null): string {
  const who =
    'keyDigest' in credentials
      ? credentials.keyDigest.toString('base64url')
      : `${credentials.sessionId}/${credentials.userId}`
  return `${who}/${named ?? ''}`
}
