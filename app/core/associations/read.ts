import { notFound } from '#core/http/exceptions/problem'
import type { LockedPair } from '#core/associations/ends'
import type { AssociatedFilter } from '#core/associations/filters'
import { associationSql } from '#core/associations/association_sql'
import type { End } from '#core/associations/pair'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { json } from '#core/resources/fields'
import type { Filter } from '#core/resources/query/condition_tree'
import {
  type ListRequest,
  type QueryString,
  readListRequest,
} from '#core/resources/query/list_request'
import { RecordQuery } from '#core/resources/query/record_query'
import type { RequestContext } from '#core/resources/records/record'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What is answered of an association, besides the record itself. */
export const ASSOCIATION = 'association'

/** The parameters by which a list of associated records is asked for. */
export const LIST_PARAMETERS = [
  'page',
  'page_size',
  'cursor',
  'count',
  'ordering',
  'search',
  'fields',
  'include',
]

/** The records of another resource that are associated with one. */
export interface AssociatedRecords {
  readonly query: RecordQuery
  readonly list: ListRequest
}

/**
 * The list of the records that are associated with one, each as its own lists show it, with the
 * association: by which labels, since when. The one is readable for the caller.
 *
 * @param label only those that have it for the one
 */
export function associatedRecords(
  { resource, identity }: RequestContext,
  self: End,
  plugins: PluginSet,
  { asked = {}, label = null }: { asked?: QueryString; label?: string | null } = {}
): AssociatedRecords {
  const shown = withAssociation(resource, self, plugins)
  const query = new RecordQuery(shown, identity, UnitOfWork.get())
  const list = readListRequest(asked, shown, query.visible)
  const fields = list.fields.includes(ASSOCIATION) ? list.fields : [...list.fields, ASSOCIATION]
  const associated: AssociatedFilter = { ...self, label, labelled: 'records' }
  return { query, list: { ...list, fields, filters: [associated] } }
}

/**
 * One of them, as `associatedRecords` lists it.
 *
 * @throws 404 when it is not associated with the one, or not readable for the caller
 */
export async function associatedRecord(
  context: RequestContext,
  self: End,
  otherId: string,
  plugins: PluginSet
): Promise<Readonly<Record<string, unknown>>> {
  const { query, list } = associatedRecords(context, self, plugins)
  const named: Filter = { name: 'id', operator: 'eq', operand: otherId }
  const one = { ...list, filters: [...list.filters, named], withCount: false, pageSize: 1 }
  const { results } = await UnitOfWork.get().read(query.page(one))
  const [found] = readEntries(results)
  if (!found) throw notFound('association')
  return found
}

/** The same of a pair that has just been written. */
export function associatedPair({ self, other }: LockedPair, plugins: PluginSet) {
  return associatedRecord(other.context, self.end, other.end.id, plugins)
}

function readEntries(results: string): readonly Readonly<Record<string, unknown>>[] {
  const entries: unknown = JSON.parse(`[${results}]`)
  return Array.isArray(entries) ? entries : []
}

/** A resource whose lists say how its records are associated with one. */
function withAssociation(resource: Resource, self: End, plugins: PluginSet): Resource {
  /* Ids are no one's to choose. */
  const one = { type: self.type, idSql: `'${self.id}'::uuid` }
  const field = json({ sql: associationSql(one, resource.name, plugins), nullable: false })
  return {
    ...resource,
    table: resource.table,
    fields: { ...resource.fields, [ASSOCIATION]: field },
    list: [...resource.list, ASSOCIATION],
  }
}
