import type { DateTime } from 'luxon'

/*
 * What moment the calendar takes for the present one. It is the database's own,
 * unless a test has fixed another one: the clocks of the machine, of sessions
 * and of tokens go on.
 */

let fixed: DateTime | null = null

/** From here on it is this moment for the calendar; null: the present one. For tests. */
export function fixClock(moment: DateTime | null): void {
  fixed = moment
}

/** Settings of PostgreSQL for a transaction that is to reckon with a fixed moment. */
export function clockSettings(): Readonly<Record<string, string>> {
  const now = fixed?.toUTC().toISO()
  return now ? { 'app.now': now } : {}
}
