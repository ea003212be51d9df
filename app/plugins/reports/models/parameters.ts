import { DateTime } from 'luxon'
import { badRequest } from '#core/http/exceptions/problem'
import { PERIODS, type Period } from '#plugins/deals/models/periods'
import type { Days } from '#plugins/reports/models/reading'
import { type QueryString, refuseParameters, readNumber } from '#core/resources/query/list_request'
import { isDay } from '#core/resources/calendar_text'

export const MAX_PERIODS = 366
export const MAX_EMPLOYEES = 100
/** Nothing is later: a day beyond it is no bound. */
const LAST_YEAR = 9999

/** `period` (month) and `count` (12). @throws 400 for anything else */
export function readPeriods({ period = 'month', count, ...rest }: QueryString): {
  readonly period: Period
  readonly count: number
} {
  refuseParameters(rest)
  const known = PERIODS.find((candidate) => candidate === period)
  if (!known) {
    throw badRequest('unknown_value', `"period" is one of ${PERIODS.join(', ')}.`, 'period')
  }
  return { period: known, count: readNumber(count, 'count', 12, MAX_PERIODS) }
}

/** `from` and `to`, days of UTC that both belong to it. @throws 400 for anything else */
export function readDays({ from, to, ...rest }: QueryString): Days {
  refuseParameters(rest)
  return { from: dayOf(from, 'from', 0), until: dayOf(to, 'to', 1) }
}

function dayOf(value: unknown, name: string, later: number): string | null {
  if (value === undefined) return null
  if (typeof value === 'string' && isDay(value)) {
    const day = DateTime.fromISO(value, { zone: 'utc' }).plus({ days: later })
    return day.year > LAST_YEAR ? null : day.toISO()
  }
  throw badRequest('malformed_parameter', `The value of "${name}" is not understood.`, name)
}
