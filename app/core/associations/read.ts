import { notFound } from '#core/http/exceptions/problem'
import type { LockedPair } from '#core/associations/ends'
import { associationsSql, type End } from '#core/associations/pair'
import { type AssociationLabel, builtInLabels, isBetween } from '#core/associations/participants'
import pg from 'pg'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { json } from '#core/resources/fields'
import { asJson } from '#core/resources/json'
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
  const associated = [{ ...self, label, labelled: 'records' as const }]
  return { query, list: { ...list, fields, filters: [], associated: associated.map(ofType) } }
}

function ofType<Filter extends End>(filter: Filter) {
  return filter
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
  const filters = [{ name: 'id', operator: 'eq' as const, operand: otherId }]
  const one = { ...list, filters, withCount: false, pageSize: 1 }
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
  const field = json({ sql: associationSql(self, resource, plugins), nullable: false })
  return {
    ...resource,
    table: resource.table,
    fields: { ...resource.fields, [ASSOCIATION]: field },
    list: [...resource.list, ASSOCIATION],
  }
}

function associationSql(self: End, { name: other }: Resource, plugins: PluginSet): string {
  const titles = titlesSql(self.type, other, plugins)
  const labels = `(SELECT coalesce(json_agg(json_build_object(
        'key', given.key,
        'title', coalesce(CASE WHEN known.from_type = '${self.type}' AND NOT given.is_inverse
                               THEN known.title ELSE coalesce(known.inverse_title, known.title) END,
                          given.key),
        'is_inverse', given.is_inverse) ORDER BY given.is_inverse, given.key), '[]')
      FROM (SELECT unnest(seen.labels) AS key, false AS is_inverse
            UNION ALL
            SELECT key, true FROM unnest(seen.inverse_labels) key
            WHERE NOT key = ANY(seen.labels)) given
      LEFT JOIN ${titles} known ON known.key = given.key)`
  return `(SELECT json_build_object(
      'labels', ${labels},
      'is_primary', seen.is_primary,
      'version', seen.version,
      'created_at', ${asJson('timestamp', 'seen.created_at')},
      'updated_at', ${asJson('timestamp', 'seen.updated_at')})
    FROM ${associationsSql(self.type, other, 'r.organization_id')} seen
    WHERE seen.self_id = '${self.id}'::uuid AND seen.other_id = r.id)`
}

/** What labels between two resources are called. Ids and names of resources are no one's to choose. */
function titlesSql(one: string, other: string, plugins: PluginSet): string {
  const builtIn = builtInLabels().filter(
    (label) => isBetween(label, one, other) && plugins.has(label.plugin.id)
  )
  const rows = builtIn.map(rowOf)
  const own = `SELECT l.key, l.title, l.inverse_title, l.from_type FROM association_labels l
    WHERE l.organization_id = r.organization_id
      AND least(l.from_type, l.to_type) = least('${one}' COLLATE "C", '${other}')
      AND greatest(l.from_type, l.to_type) = greatest('${one}' COLLATE "C", '${other}')`
  return `(${[own, ...(rows.length > 0 ? [`VALUES ${rows.join(', ')}`] : [])].join(' UNION ALL ')})`
}

function rowOf({ key, title, inverseTitle, from }: AssociationLabel): string {
  const inverse = inverseTitle === null ? 'NULL' : pg.escapeLiteral(inverseTitle)
  return `('${key}', ${pg.escapeLiteral(title)}, ${inverse}, '${from}')`
}
