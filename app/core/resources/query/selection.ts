import { hash } from 'node:crypto'
import type { Identity } from '#core/access/identity'
import { fieldSql } from '#core/resources/query/field_sql'
import { joinsSql } from '#core/resources/query/joins'
import type { ListRequest } from '#core/resources/query/list_request'
import type { Resource } from '#core/resources/define_resource'
import { asJson } from '#core/resources/json'

/** How the entries of a list are written, over `r`. */
export interface Entry {
  readonly columns: string
  readonly joins: string
  /** Whether most lists of the resource are written so, whoever asks. */
  readonly isUsual: boolean
}

/** How a single record is written: SELECT … FROM …, over `r`. */
export interface Selection {
  readonly text: string
  readonly digest: string
  /** Whether it is the same whoever asks. */
  readonly isKept: boolean
}

/** Of the usual list of a resource. */
const entries = new WeakMap<Resource, Entry>()
/** By their fields: a resource to which plugins add some has a list of its own. */
const selections = new WeakMap<readonly string[], Selection>()

/** How the entries of a list are written; of the usual one it is remembered. */
export function entryOf(
  resource: Resource,
  caller: Identity,
  { fields, sorting, isInOwnOrder }: ListRequest
): Entry {
  const isPlain = fields === resource.list && isInOwnOrder
  const known = isPlain ? entries.get(resource) : undefined
  if (known) return known
  const entry = {
    columns: columnsSql(resource, caller, fields),
    joins: joinsSql(resource, [...fields, ...sorting.map(({ name }) => name)]),
    isUsual: isPlain && !dependsOnCaller(resource, fields),
  }
  if (entry.isUsual) entries.set(resource, entry)
  return entry
}

/** How a single record is written; remembered for as long as its list of fields lives. */
export function selectionOf(
  resource: Resource,
  caller: Identity,
  fields: readonly string[]
): Selection {
  const known = selections.get(fields)
  if (known) return known
  const text = `
    SELECT (SELECT row_to_json(shown) FROM (SELECT ${columnsSql(resource, caller, fields)}) shown)::text AS body,
           r.version AS version
    FROM ${resource.table} r ${joinsSql(resource, fields)}`
  const isKept = !dependsOnCaller(resource, fields)
  const selection = { text, digest: hash('sha1', text, 'base64url'), isKept }
  if (isKept) selections.set(fields, selection)
  return selection
}

/** Fields as they are written as JSON, each under its name. */
export function columnsSql(resource: Resource, caller: Identity, fields: readonly string[]) {
  return fields
    .map((name) => {
      const field = resource.fields[name]
      return `${field ? asJson(field.type, callerSql(resource, caller, name)) : 'NULL'} AS "${name}"`
    })
    .join(', ')
}

/** A field as this caller sees it. */
export function callerSql(resource: Resource, caller: Identity, name: string): string {
  const own = resource.fields[name]?.sqlFor
  return own ? own(caller) : fieldSql(resource, name)
}

function dependsOnCaller({ fields }: Resource, names: readonly string[]): boolean {
  return names.some((name) => fields[name]?.sqlFor)
}
