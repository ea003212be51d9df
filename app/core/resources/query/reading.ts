import type { Reader } from '#core/plugins/reader'
import { isDay } from '#core/calendar/iso_text'
import { badRequest, permissionDenied } from '#core/http/exceptions/problem'
import type { Filter } from '#core/resources/query/condition_tree'
import {
  type ListRequest,
  type QueryString,
  readListRequest,
  refuseParameters,
} from '#core/resources/query/list_request'
import { RecordQuery } from '#core/resources/query/record_query'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A resource as the caller of a report reads it: no report tells more than their lists do. */
export interface Reading {
  readonly query: RecordQuery
  /** All that the caller may read of it. */
  readonly all: ListRequest
}

/**
 * @param by a permission besides that to read it, by which the report is opened: narrowed to the
 * caller's own, it is about those
 * @throws 403 when the caller may read nothing of it
 */
export function readingOf(
  { identity, plugins }: Reader,
  resource: Resource,
  by: string | null = null
): Reading {
  const permission = resource.permission('read')
  if (!identity.grants.allows(permission)) throw permissionDenied(permission)
  const known = plugins.extend(resource)
  const query = new RecordQuery(known, identity, UnitOfWork.get(), by)
  return { query, all: readListRequest({}, known, query.visible) }
}

/** The part of a reading that was made in some days. */
export function madeWithin({ all }: Reading, days: Days): ListRequest {
  const filters: Filter[] = []
  if (days.from) filters.push({ name: 'created_at', operator: 'gte', operand: days.from })
  if (days.to) filters.push({ name: 'created_at', operator: 'lte', operand: days.to })
  return { ...all, filters }
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

/** From one day of the organization to another, both included; null is no limit. */
export interface Days {
  readonly from: string | null
  readonly to: string | null
}
