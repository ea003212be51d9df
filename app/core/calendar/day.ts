import { DateTime, IANAZone } from 'luxon'

/*
 * Days of a time zone, as the database's functions `start_of_day` and `day_of`
 * have them. What is written and what is read asks those; this is for what is
 * shown to people without asking the database.
 */

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** At what moment a day such as `2026-11-28` begins in a time zone. */
export function startOfDay(day: string, zone: string): DateTime {
  const midnight = DateTime.fromISO(day, { zone: 'utc' }).toMillis()
  const known = IANAZone.create(zone)
  const [before, after] = [midnight - DAY_MS, midnight + DAY_MS].map((at) => known.offset(at))
  if (before === undefined || after === undefined) throw new Error(`${zone} is no time zone`)
  const moments = [before, after]
    .map((offset) => ({ offset, at: midnight - offset * MINUTE_MS }))
    .filter(({ offset, at }) => known.offset(at) === offset)
    .map(({ at }) => at)
  /* No clock shows a midnight that is left out: the day begins when they are set forward. */
  const first = moments.length > 0 ? Math.min(...moments) : midnight - before * MINUTE_MS
  return DateTime.fromMillis(first, { zone: 'utc' })
}

/** The day of a time zone that a moment is part of: `2026-11-28`. */
export function dayOf(moment: DateTime, zone: string): string {
  const written = moment.setZone(zone).toISODate()
  if (written === null) throw new Error(`${zone} is no time zone`)
  const next = nextDay(written)
  return moment.toMillis() >= startOfDay(next, zone).toMillis() ? next : written
}

function nextDay(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toISODate() ?? day
}
