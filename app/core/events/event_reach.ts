import type { Reader } from '#core/plugins/reader'
import type { Identity } from '#core/access/identity'
import { UnitOfWork } from '#core/database/unit_of_work'
import { ownerOf } from '#core/plugins/installed'
import type { Resource } from '#core/resources/define_resource'
import { joinsSql } from '#core/resources/query/field_sql'
import { selectSql } from '#core/resources/query/projection'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import { visibleFields, visibleFieldsOf } from '#core/resources/query/visible_fields'
import { resources } from '#core/resources/registry'

/** The permission that reading events asks for. Narrowed, it narrows them to the caller's own records. */
export const READ_EVENTS = 'events:read'

/** The resources whose events a caller reads, with what their plugins add: those that they may read. */
export function readableResources({ identity, plugins }: Reader): Resource[] {
  return [...resources.values()]
    .filter((resource) => {
      const owner = ownerOf(resource)
      if (owner && !plugins.has(owner.id)) return false
      return isForMembers(resource) || identity.grants.allows(resource.permission('read'))
    })
    .map((resource) => plugins.extend(resource))
}

/** Whether any member reads its records: to read them is no permission. */
function isForMembers({ permissions }: Resource): boolean {
  return !permissions.includes('read')
}

/** Whether the caller reads events of all of its records. */
export function readsAll(resource: Resource, identity: Identity): boolean {
  const scope = scopeOf(resource, identity)
  if (!isForMembers(resource) || resource.baseScope) return scope.isAll
  return !scope.isNarrowed && scope.reach !== 'own'
}

/** Whether a caller's own records are all whose events they read. */
export function readsOwn(resource: Resource, identity: Identity): boolean {
  return scopeOf(resource, identity).reach === 'own'
}

/** Records that a caller reaches, by their ids: as JSON where they are not deleted and it is asked for. */
export type Reached = ReadonlyMap<string, string | null>

/**
 * Those of these records that are within the caller's reach, deleted or not, in one statement.
 *
 * @param withRecord whether they are read, too, in their whole shape and as the caller sees them
 */
export async function reachedRecords(
  resource: Resource,
  identity: Identity,
  { ids, withRecord }: { readonly ids: readonly string[]; readonly withRecord: boolean }
): Promise<Reached> {
  const statement = new Statement()
  const shown = withRecord ? recordSql(resource, identity) : { body: 'NULL::text', joins: '' }
  const { rows } = await UnitOfWork.get().query<{ id: string; body: string | null }>(
    `SELECT r.id, ${shown.body} AS body FROM ${resource.table} r ${shown.joins}
     WHERE ${scopeOf(resource, identity).reached(statement)}
       AND r.id = ANY(${statement.bind(ids)}::uuid[])`,
    statement.values
  )
  return new Map(rows.map(({ id, body }) => [id, body]))
}

function recordSql(resource: Resource, identity: Identity) {
  const fields = visibleFieldsOf(resource.detail, visibleFields(resource, identity))
  const shown = `(SELECT row_to_json(shown) FROM (SELECT ${selectSql(resource, identity, fields)}) shown)::text`
  const body = resource.softDeletes ? `CASE WHEN r.deleted_at IS NULL THEN ${shown} END` : shown
  return { body, joins: joinsSql(resource, fields) }
}

function scopeOf(resource: Resource, identity: Identity): Scope {
  return new Scope(resource, identity, UnitOfWork.get().organizationId, READ_EVENTS)
}
