import type { Period } from '#core/calendar/period_sql'
import { type RelativeTime, relativeSql } from '#core/calendar/relative_time'

type Bind = (value: unknown) => string

/** The last so many days, today among them. */
const LAST_DAYS = [7, 30, 90, 365] as const

const SPANS: readonly Period[] = ['week', 'month', 'quarter', 'year']

interface Stretch {
  readonly from: RelativeTime
  /** The first moment after it. */
  readonly until: RelativeTime
}

const stretch = (period: Period, from: number, until: number): Stretch => ({
  from: { relative: `start_of_${period}`, offset: from },
  until: { relative: `start_of_${period}`, offset: until },
})

/** Stretches of days that move with the clock of an organization, by the words for them. */
const STRETCHES: ReadonlyMap<string, Stretch> = new Map([
  ['today', stretch('day', 0, 1)],
  ['yesterday', stretch('day', -1, 0)],
  ...SPANS.flatMap((period): [string, Stretch][] => [
    [`this_${period}`, stretch(period, 0, 1)],
    [`last_${period}`, stretch(period, -1, 0)],
    [`next_${period}`, stretch(period, 1, 2)],
  ]),
  ...LAST_DAYS.map((days): [string, Stretch] => [`last_${days}_days`, stretch('day', 1 - days, 1)]),
])

/** The words for stretches of days: `this_quarter`, `last_30_days`. */
export const STRETCH_NAMES: readonly string[] = [...STRETCHES.keys()]

/**
 * From one day of the organization to another, both included; null is no limit. One that moves with
 * the calendar is known by its word instead.
 */
export interface DayRange {
  readonly from: string | null
  readonly to: string | null
  readonly stretch: string | null
}

/** All days there are. */
export const ALL_DAYS: DayRange = { from: null, to: null, stretch: null }

/** Whether a range leaves anything out. */
export function isLimited({ from, to, stretch: named }: DayRange): boolean {
  return from !== null || to !== null || named !== null
}

/** What a day or a moment within a range is compared with, as conditions are. */
export interface RangeBound {
  readonly operator: 'gte' | 'lte' | 'lt'
  readonly operand: string | RelativeTime
}

/** The comparisons that all days of a range meet, and moments on them. */
export function boundsOf({ from, to, stretch: named }: DayRange): readonly RangeBound[] {
  const known = named === null ? undefined : STRETCHES.get(named)
  if (known) {
    return [
      { operator: 'gte', operand: known.from },
      { operator: 'lt', operand: known.until },
    ]
  }
  return [
    ...(from === null ? [] : [{ operator: 'gte', operand: from } as const]),
    ...(to === null ? [] : [{ operator: 'lte', operand: to } as const]),
  ]
}

/** The first and the last day of a range as SQL; null is no limit. */
export function daysSql(range: DayRange, bind: Bind) {
  const known = range.stretch === null ? undefined : STRETCHES.get(range.stretch)
  if (known) {
    return {
      first: relativeSql('date', known.from),
      last: `(${relativeSql('date', known.until)} - 1)`,
    }
  }
  const day = (text: string | null) => (text === null ? null : `${bind(text)}::date`)
  return { first: day(range.from), last: day(range.to) }
}
