import { DateTime } from 'luxon'

/** How often a task is to be done again: a part of what RFC 5545 calls a recurrence rule. */
export interface Recurrence {
  readonly unit: 'days' | 'weeks' | 'months'
  readonly interval: number
  /** How often in all; null for any number. */
  readonly count: number | null
  /** Not after this moment; null for no end. */
  readonly until: DateTime | null
}

/** Where a series stands. */
export interface Series {
  /** What it is reckoned from, so that the 31st of a month comes back after a shorter one. */
  readonly from: DateTime
  /** When the last one was planned. */
  readonly last: DateTime
  /** Which one of the series that is, from 1. */
  readonly occurrence: number
  /** By the clocks of which time zone it recurs. */
  readonly zone: string
}

/** The next one of a series. */
export interface NextOccurrence {
  readonly at: DateTime
  readonly occurrence: number
}

const UNITS = { DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months' } as const

const RULE =
  /^(?:RRULE:)?FREQ=(DAILY|WEEKLY|MONTHLY)(?:;INTERVAL=([1-9]\d{0,2}))?(?:;(?:COUNT=([1-9]\d{0,2})|UNTIL=(\d{8}(?:T\d{6}Z)?)))?$/

/** The rules that are read, for JSON Schema. */
export const RULE_PATTERN = RULE.source

/** Nothing is made that is further ahead, in years. */
const MAX_AHEAD = 1

/** Reads `FREQ=WEEKLY;INTERVAL=2;COUNT=10`; null for anything else. */
export function readRecurrence(text: string): Recurrence | null {
  const [, frequency = '', interval = '1', count, until] = RULE.exec(text) ?? []
  const unit = frequency in UNITS ? UNITS[frequencyOf(frequency)] : null
  if (!unit) return null
  const end = until === undefined ? null : endOf(until)
  if (end && !end.isValid) return null
  return {
    unit,
    interval: Number(interval),
    count: count === undefined ? null : Number(count),
    until: end,
  }
}

function frequencyOf(text: string): keyof typeof UNITS {
  return text === 'DAILY' || text === 'WEEKLY' ? text : 'MONTHLY'
}

/** A day is meant to its end. */
function endOf(until: string): DateTime {
  const utc = { zone: 'utc' }
  return until.includes('T')
    ? DateTime.fromFormat(until, `yyyyMMdd'T'HHmmss'Z'`, utc)
    : DateTime.fromFormat(until, 'yyyyMMdd', utc).endOf('day')
}

/**
 * The next one after the last, and after now: those that were missed meanwhile are left out, and
 * count. The same time of day as before, also when clocks were changed meanwhile.
 *
 * @returns null when the series is over, or when the next one is more than a year ahead
 */
export function nextOccurrence(
  { unit, interval, count, until }: Recurrence,
  { from, last, occurrence, zone }: Series,
  now: DateTime
): NextOccurrence | null {
  const anchor = from.setZone(zone)
  const nth = (step: number) => anchor.plus({ [unit]: step * interval })
  const passed = (moment: DateTime) => {
    let step = Math.max(0, Math.floor(moment.diff(anchor, unit).as(unit) / interval) - 1)
    while (nth(step) < moment) step += 1
    return step
  }
  const present = passed(last)
  let step = Math.max(present + 1, passed(now))
  if (nth(step) <= now) step += 1
  const at = nth(step).toUTC()
  const number = occurrence + step - present
  const isOver = (count !== null && number > count) || (until !== null && at > until)
  return isOver || at > now.plus({ years: MAX_AHEAD }) ? null : { at, occurrence: number }
}
