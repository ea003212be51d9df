import type { Reader } from '#core/plugins/reader'
import { type DayRange, STRETCH_NAMES, boundsOf } from '#core/calendar/day_range'
import { isDay } from '#core/calendar/iso_text'
import { didYouMean } from '#core/http/did_you_mean'
import { Problem, badRequest, permissionDenied } from '#core/http/exceptions/problem'
import type { Condition, Filter } from '#core/resources/query/condition_tree'
import {
  type ListRequest,
  type QueryString,
  readFilterRequest,
  refuseParameters,
} from '#core/resources/query/list_request'
import { RecordQuery } from '#core/resources/query/record_query'
import { malformed, unknownParameter } from '#core/resources/query/refusals'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A resource as the caller of a report reads it: no report tells more than their lists do. */
export interface Reading {
  readonly query: RecordQuery
  /** All that the caller may read of it, and asked about. */
  readonly all: ListRequest
}

/**
 * @param by a permission besides that to read it, by which the report is opened: narrowed to the
 * caller's own, it is about those
 * @param selection what the report is asked about, as parameters of the resource's list
 * @throws 403 when the caller may read nothing of it; 400 for parameters that are unknown or malformed
 */
export function readingOf(
  { identity, plugins }: Reader,
  resource: Resource,
  by: string | null = null,
  selection: unknown = {}
): Reading {
  const permission = resource.permission('read')
  if (!identity.grants.allows(permission)) throw permissionDenied(permission)
  const known = plugins.extend(resource)
  const query = new RecordQuery(known, identity, UnitOfWork.get(), by)
  return { query, all: readSelection(selection, known, query) }
}

/** Parameters of a list within one that is called as its resource: `deals[status]=open`. */
function readSelection(selection: unknown, resource: Resource, query: RecordQuery): ListRequest {
  const { name } = resource
  if (typeof selection !== 'object' || selection === null || Array.isArray(selection)) {
    throw malformed(name, `conditions of a list, such as ${name}[created_at][gte]=2026-01-31`)
  }
  try {
    /* Which organization it is about is said once, for all of the request. */
    if ('organization' in selection) {
      const detail = 'There is no parameter "organization" here.'
      throw badRequest('unknown_parameter', detail, 'organization')
    }
    return readFilterRequest({ ...selection }, resource, query.visible)
  } catch (error) {
    throw error instanceof Problem ? error.inParameter(name) : error
  }
}

/** A request, narrowed to what meets further conditions. */
export function narrowed(request: ListRequest, conditions: readonly Condition[]): ListRequest {
  return conditions.length === 0
    ? request
    : { ...request, filters: [...request.filters, ...conditions] }
}

/** That a day, or a moment, is within a range. @param name the field */
export function within(range: DayRange, name: string): readonly Filter[] {
  return boundsOf(range).map((bound) => ({ name, ...bound }))
}

/** The part of a reading that was made in some days. */
export function madeWithin({ all }: Reading, range: DayRange): ListRequest {
  return narrowed(all, within(range, 'created_at'))
}

/** The parameters that `readDays` reads. */
export const DAYS_PARAMETERS = ['from', 'to', 'range'] as const

/**
 * `from` and `to`, days of the organization that both belong to it, or a word for them as `range`.
 *
 * @throws 400 for anything else
 */
export function readDays({ from, to, range, ...rest }: QueryString): DayRange {
  refuseParameters(rest)
  const days = { from: dayIn(from, 'from'), to: dayIn(to, 'to'), stretch: stretchIn(range) }
  if (days.stretch !== null && (days.from !== null || days.to !== null)) {
    throw malformed('range', 'the only one of "range", "from" and "to"')
  }
  if (days.from !== null && days.to !== null && days.from > days.to) {
    throw malformed('to', 'no day before "from"')
  }
  return days
}

function dayIn(value: unknown, name: string): string | null {
  if (value === undefined) return null
  if (typeof value === 'string' && isDay(value)) return value
  throw malformed(name, 'a day such as 2026-02-28')
}

function stretchIn(value: unknown): string | null {
  if (value === undefined) return null
  const known = STRETCH_NAMES.find((name) => name === value)
  if (known !== undefined) return known
  const hint = didYouMean(String(value), STRETCH_NAMES)
  const detail = `"range" is one of ${STRETCH_NAMES.join(', ')}.${hint}`
  throw unknownParameter('unknown_value', detail, { parameter: 'range', known: STRETCH_NAMES })
}
