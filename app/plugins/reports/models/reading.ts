import type { Identity } from '#core/access/identity'
import { permissionDenied } from '#core/http/exceptions/problem'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Filter, ListRequest } from '#core/resources/query/list_request'
import { readListRequest } from '#core/resources/query/list_request'
import { RecordQuery } from '#core/resources/query/record_query'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A resource as the caller of a report reads it: no report tells more than their lists do. */
export interface Reading {
  readonly query: RecordQuery
  /** All that the caller may read of it. */
  readonly all: ListRequest
}

/** Who asks for a report, and the plugins of the organization. */
interface Reader {
  readonly identity: Identity
  readonly plugins: PluginSet
}

/** The permission that opens reports. Narrowed to the caller's own, they are about those. */
const REPORTS = 'reports:read'

/** @throws 403 when the caller may read nothing of it */
export function readingOf({ identity, plugins }: Reader, resource: Resource): Reading {
  const permission = resource.permission('read')
  if (!identity.grants.allows(permission)) throw permissionDenied(permission)
  const known = plugins.extend(resource)
  const query = new RecordQuery(known, identity, UnitOfWork.get(), REPORTS)
  return { query, all: readListRequest({}, known, query.visible) }
}

/** The part of a reading that was made in some days. */
export function madeWithin({ all }: Reading, days: Days): ListRequest {
  const filters: Filter[] = []
  if (days.from) filters.push({ name: 'created_at', operator: 'gte', operand: days.from })
  if (days.to) filters.push({ name: 'created_at', operator: 'lte', operand: days.to })
  return { ...all, filters }
}

/** From one day of the organization to another, both included; null is no limit. */
export interface Days {
  readonly from: string | null
  readonly to: string | null
}
