import { DateTime } from 'luxon'
import { type DayRange, daysSql } from '#core/calendar/day_range'
import { PERIODS, type Period } from '#core/calendar/period_sql'
import { badRequest } from '#core/http/exceptions/problem'
import { readNumber } from '#core/resources/query/list_request'
import { malformed } from '#core/resources/query/refusals'
import type { Statement } from '#core/resources/query/statement'
import type { ReportRequest } from '#plugins/reports/report_request'

export const MAX_PERIODS = 366
const DEFAULT_PERIODS = 12
export const MAX_EMPLOYEES = 100

/** Which periods a report shows. */
export interface Periods {
  readonly period: Period
  /** How many there are, up to the last one; null for as many as the days touch. */
  readonly count: number | null
  /** The days to which they are limited. */
  readonly days: DayRange
}

/**
 * `period` (month), and `count` (12) or the days from which on. @throws 400 for anything else, and
 * for more periods than there may be
 */
export function readPeriods(report: ReportRequest): Periods {
  const { days } = report
  const [period = 'month', count] = [report.parameter('period'), report.parameter('count')]
  const known = PERIODS.find((candidate) => candidate === period)
  if (!known) {
    throw badRequest('unknown_value', `"period" is one of ${PERIODS.join(', ')}.`, 'period')
  }
  const begins = days.from !== null || days.stretch !== null
  if (!begins)
    return { period: known, count: readNumber(count, 'count', DEFAULT_PERIODS, MAX_PERIODS), days }
  if (count !== undefined) throw malformed('count', 'left out where days say when periods begin')
  if (spanned(known, days) > MAX_PERIODS) {
    throw malformed('from', `so late that there are at most ${MAX_PERIODS} periods`)
  }
  return { period: known, count: null, days }
}

function spanned(period: Period, { from, to }: DayRange): number {
  if (from === null) return 0
  const until = to === null ? DateTime.utc() : DateTime.fromISO(to)
  return Math.floor(until.diff(DateTime.fromISO(from), period).as(period)) + 1
}

/** The same as `periodsSql` takes them, with the limits of their days as SQL. */
export function periodRow({ count, days }: Periods, { bind }: Statement) {
  const { first, last } = daysSql(days, bind)
  /* One period more than the days span whole: they may begin and end within one. */
  const from = count === null ? -MAX_PERIODS : 1 - count
  return { from, to: 0, about: last, since: first }
}
