import { Problem } from '#core/http/exceptions/problem'

/** What came as a report of a provider. */
export interface SentReport {
  /** As JSON has it. */
  readonly body: unknown
  /** Every character of it, which is what some providers sign. */
  readonly raw: string
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>
}

/** What a provider signed is good for an hour, which is what Amazon asks of those who are sent to by SNS. */
const MAX_AGE_MS = 3_600_000

/** @param at in milliseconds @throws 403 for what was signed too long ago, or will be */
export function ensureRecent(at: number): void {
  if (!(Math.abs(Date.now() - at) <= MAX_AGE_MS)) throw unauthentic()
}

/** A report that is not of the provider that it says it is, or was sent before. */
export function unauthentic(): Problem {
  return new Problem(403, {
    code: 'invalid_signature',
    detail: 'The report is not signed as the provider of the settings signs it, or is too old.',
  })
}
