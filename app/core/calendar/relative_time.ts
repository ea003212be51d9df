import { TODAY, startOfDaySql } from '#core/calendar/organization_day'
import { type Period, startOfPeriodSql } from '#core/calendar/period_sql'

/** The beginnings of periods, as conditions name them. */
const STARTS: Readonly<Record<string, Period>> = {
  start_of_day: 'day',
  start_of_week: 'week',
  start_of_month: 'month',
  start_of_quarter: 'quarter',
  start_of_year: 'year',
}

const NOW = 'now'

/** What a time can be relative to. */
export const RELATIVE_TIMES: readonly string[] = [NOW, ...Object.keys(STARTS)]

/** So many periods away may it be, before and after. */
export const MAX_OFFSET = 1_000

/** A time that moves with the clock of the organization: `{ relative: 'start_of_quarter', offset: -1 }`. */
export interface RelativeTime {
  /** One of `RELATIVE_TIMES`. */
  readonly relative: string
  /** How many periods later than the present one; of `now`, days. */
  readonly offset: number
}

export function isRelative(value: unknown): value is RelativeTime {
  return typeof value === 'object' && value !== null && 'relative' in value
}

/**
 * A relative time as SQL: a day, or the moment at which that begins. Of `now` it is the present
 * moment, or the one at which clocks of the organization show the same on another day.
 *
 * @param type of what it is compared with
 */
export function relativeSql(type: string | undefined, { relative, offset }: RelativeTime): string {
  const period = STARTS[relative]
  const isDate = type === 'date'
  if (period) {
    const day = startOfPeriodSql(period, TODAY, offset)
    return isDate ? `(SELECT ${day})` : startOfDaySql(day)
  }
  const days = Math.trunc(offset)
  if (isDate) return `(SELECT ${TODAY} + ${days})`
  if (days === 0) return '(SELECT app_now())'
  const zone = 'organization_time_zone()'
  return `(SELECT (app_now() AT TIME ZONE ${zone} + ${days} * interval '1 day') AT TIME ZONE ${zone})`
}
