import { badRequest } from '#core/http/exceptions/problem'
import { PERIODS, type Period } from '#core/calendar/periods'
import type { Days } from '#plugins/reports/models/reading'
import { type QueryString, refuseParameters, readNumber } from '#core/resources/query/list_request'
import { isDay } from '#core/calendar/iso_text'

export const MAX_PERIODS = 366
export const MAX_EMPLOYEES = 100

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

/** `from` and `to`, days of the organization that both belong to it. @throws 400 for anything else */
export function readDays({ from, to, ...rest }: QueryString): Days {
  refuseParameters(rest)
  return { from: dayIn(from, 'from'), to: dayIn(to, 'to') }
}

function dayIn(value: unknown, name: string): string | null {
  if (value === undefined) return null
  if (typeof value === 'string' && isDay(value)) return value
  throw badRequest('malformed_parameter', `The value of "${name}" is not understood.`, name)
}
