import type { Identity } from '#core/access/identity'
import { equalitySql } from '#core/resources/query/field_sql'
import { type QueryString, readFilterRequest } from '#core/resources/query/list_request'
import { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Resource } from '#core/resources/define_resource'
import { UUID } from '#core/resources/uuid'
import { clean } from '#core/text/clean'
import { nameKey } from '#core/text/keys'
import { UnitOfWork } from '#core/database/unit_of_work'

/** By which of a resource's fields its records are looked for, and among which of them. */
export interface Key {
  readonly field: string
  /** Filters of its list: `{ pipeline: '019…' }`. */
  readonly where?: QueryString
}

/** A record that was found by what a field of it holds. */
interface Found extends Record<string, unknown> {
  readonly id: string
  readonly key: string
}

/** Whether records can be looked for by the field: it is one text, and no secret to the caller. */
export function isKey({ fields }: Resource, name: string, visible: ReadonlySet<string>): boolean {
  const field = visible.has(name) ? fields[name] : undefined
  return (
    field !== undefined &&
    (field.type === 'text' || field.type === 'uuid') &&
    field.sqlFor === null &&
    field.operators.includes('eq')
  )
}

/** By what a value is found, as its filter finds it: addresses of mails are the same in any case. */
export function keyOf({ fields }: Resource, name: string, value: string): string {
  const field = fields[name]
  if (field?.anyCase) return nameKey(value)
  const text = clean(value).trim()
  return field?.type === 'uuid' ? text.toLowerCase() : text
}

/**
 * The ids of the undeleted records that a caller may read, by what one of their
 * fields holds, in one statement for all values.
 *
 * @returns ids by `keyOf` each value; several where several records hold it
 */
export async function idsByKey(
  resource: Resource,
  caller: Identity,
  { field, where = {} }: Key,
  values: readonly string[]
): Promise<ReadonlyMap<string, readonly string[]>> {
  const isId = resource.fields[field]?.type === 'uuid'
  const keys = [...new Set(values.map((value) => keyOf(resource, field, value)))].filter(
    (key) => !isId || UUID.test(key)
  )
  if (keys.length === 0) return new Map()
  const statement = new Statement()
  const query = new RecordQuery(resource, caller, UnitOfWork.get())
  const parts = query.parts(readFilterRequest(where, resource, query.visible), statement)
  const compared = equalitySql(resource, field)
  const { rows } = await UnitOfWork.get().query<Found>(
    `SELECT r.id, (${compared})::text AS key FROM ${resource.table} r ${parts.joins([field])}
     WHERE ${parts.where} AND ${compared} = ANY(${statement.bind(keys)}::${isId ? 'uuid' : 'text'}[])`,
    statement.values
  )
  const found = new Map<string, string[]>()
  for (const { id, key } of rows) found.set(key, [...(found.get(key) ?? []), id])
  return found
}
