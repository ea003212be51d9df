import { badRequest } from '#core/http/exceptions/problem'
import { type QueryString, refuseParameters, readNumber } from '#core/resources/query/list_request'

export const MAX_MONTHS = 24
export const MAX_QUARTERS = 8

/** How far a forecast looks, the present period included. */
export interface Horizon {
  readonly period: 'month' | 'quarter'
  readonly count: number
}

/** `months` (3), or `quarters` instead. @throws 400 for anything else */
export function readHorizon({ months, quarters, ...rest }: QueryString): Horizon {
  refuseParameters(rest)
  if (quarters === undefined) {
    return { period: 'month', count: readNumber(months, 'months', 3, MAX_MONTHS) }
  }
  if (months !== undefined) {
    throw badRequest('malformed_parameter', 'Use either "months" or "quarters".', 'quarters')
  }
  return { period: 'quarter', count: readNumber(quarters, 'quarters', 4, MAX_QUARTERS) }
}
