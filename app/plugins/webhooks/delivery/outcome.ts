/** Seconds until each further attempt. */
const RETRIES = [5, 30, 120, 600, 1_800, 7_200, 21_600, 43_200, 86_400]

/** By how much each may differ, so that receivers that come back are not asked for everything at once. */
const JITTER = 0.2

/** Seconds that a receiver may ask for at the most. */
const MAX_RETRY_AFTER = 86_400

/** Answers of 4xx after which it is tried again. */
const PASSING = new Set([408, 425, 429])

/** After which a receiver is left alone that says for how long. */
const BUSY = new Set([429, 503])

/** What came of an attempt: an answer, or why there was none. */
export type Attempted =
  { readonly status: number; readonly retryAfter: string | undefined } | { readonly status: null }

/** What becomes of a delivery. */
export interface Outcome {
  readonly state: 'pending' | 'delivered' | 'failed'
  /** Seconds until the next attempt; null when there is none. */
  readonly retryIn: number | null
  /** Seconds for which the receiver takes nothing at all, by its own words; null when it does not say. */
  readonly busyFor: number | null
  /** Whether the receiver wants nothing any more. */
  readonly isGone: boolean
}

const ENDED = { retryIn: null, busyFor: null, isGone: false }

/** @param attempt which one it was, from 1 */
export function outcomeOf(
  attempted: Attempted,
  attempt: number,
  random: () => number = Math.random
): Outcome {
  const { status } = attempted
  if (status !== null && status >= 200 && status < 300) return { ...ENDED, state: 'delivered' }
  const isFinal = status !== null && status < 500 && !PASSING.has(status)
  const delay = RETRIES[attempt - 1]
  if (isFinal || delay === undefined) return { ...ENDED, state: 'failed', isGone: status === 410 }
  const asked = status === null ? null : secondsIn(attempted.retryAfter)
  const varied = delay * (1 + JITTER * (2 * random() - 1))
  return {
    state: 'pending',
    retryIn: Math.max(varied, asked ?? 0),
    busyFor: status !== null && BUSY.has(status) ? asked : null,
    isGone: false,
  }
}

/** `Retry-After`, which is seconds or a moment; null when it is absent or neither. */
function secondsIn(text: string | undefined): number | null {
  if (text === undefined) return null
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER)
}
