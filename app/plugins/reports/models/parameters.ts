import { badRequest } from '#core/http/exceptions/problem'
import { PERIODS, type Period } from '#core/calendar/period_sql'
import { type QueryString, refuseParameters, readNumber } from '#core/resources/query/list_request'

export const MAX_PERIODS = 366
export const MAX_EMPLOYEES = 100

/** `period` (month), `count` (12) and `currency`. @throws 400 for anything else */
export function readPeriods({ period = 'month', count, currency, ...rest }: QueryString): {
  readonly period: Period
  readonly count: number
  readonly currency: unknown
} {
  refuseParameters(rest)
  const known = PERIODS.find((candidate) => candidate === period)
  if (!known) {
    throw badRequest('unknown_value', `"period" is one of ${PERIODS.join(', ')}.`, 'period')
  }
  return { period: known, count: readNumber(count, 'count', 12, MAX_PERIODS), currency }
}
