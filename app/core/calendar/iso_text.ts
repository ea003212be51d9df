import { DateTime } from 'luxon'

/*
 * Days and moments as clients write them, and as PostgreSQL reads them: it
 * knows no year 0, no offset of sixteen hours, and none of the shorter forms
 * of ISO 8601 that Luxon reads.
 */

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOMENT =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-](\d{2})(?::?(\d{2}))?)?$/i
const OFFSET = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/i
/** The offsets that there are on Earth go to +14:00; PostgreSQL reads up to here. */
const MAX_OFFSET_HOURS = 15
const MAX_YEAR = 9999

/** `2026-02-28`: a day that the calendar has, in the years 1 to 9999. */
export function isDay(text: string): boolean {
  return DAY.test(text) && !text.startsWith('0000') && DateTime.fromISO(text).isValid
}

/**
 * `2026-02-28T09:30:00Z`: a moment, with or without seconds, a fraction and an
 * offset, in the years 1 to 9999 also when it is written in UTC.
 */
export function isMoment(text: string): boolean {
  const match = MOMENT.exec(text)
  if (!match || text.startsWith('0000')) return false
  const [, hours = '0', minutes = '0'] = match
  if (Number(hours) > MAX_OFFSET_HOURS || Number(minutes) > 59) return false
  const moment = DateTime.fromISO(text.replace(' ', 'T').toUpperCase(), { zone: 'utc' })
  return moment.isValid && moment.year >= 1 && moment.year <= MAX_YEAR
}

/** Whether a moment names its offset, `Z` or `+02:00`; else it is what clocks show somewhere. */
export function hasOffset(moment: string): boolean {
  return OFFSET.test(moment)
}
