import { hash } from 'node:crypto'
import type { Identity } from '#core/access/identity'
import { CUSTOM } from '#core/custom_fields/custom_field'
import { fieldSql, joinsSql, shortName } from '#core/resources/query/field_sql'
import type { ListRequest } from '#core/resources/query/list_request'
import { orderSql } from '#core/resources/query/ordering'
import type { Resource } from '#core/resources/define_resource'
import { asJson, jsonObject } from '#core/resources/json'

/** How the entries of a list are written, over `r`. */
export interface ListProjection {
  readonly columns: string
  readonly joins: string
  readonly order: string
  /** The joins that the order needs. */
  readonly orderJoins: string
  /** Whether most lists of the resource are written so, whoever asks. */
  readonly isCacheable: boolean
}

/** How a single record is written: SELECT … FROM …, over `r`. */
export interface Projection {
  readonly text: string
  readonly digest: string
  /** Whether it is the same whoever asks. */
  readonly isCacheable: boolean
}

/** Of the usual list of a resource. */
const listProjections = new WeakMap<Resource, ListProjection>()
/** By their fields: a resource to which plugins add some has a list of its own. */
const projections = new WeakMap<readonly string[], Projection>()

/** How the entries of a list are written; of the usual one it is remembered. */
export function listProjectionOf(
  resource: Resource,
  caller: Identity,
  { fields, sorting, isInOwnOrder }: ListRequest
): ListProjection {
  const isPlain = fields === resource.list && isInOwnOrder
  const known = isPlain ? listProjections.get(resource) : undefined
  if (known) return known
  const sorted = sorting.map(({ name }) => name)
  const entry = {
    columns: selectSql(resource, caller, fields),
    joins: joinsSql(resource, [...fields, ...sorted]),
    order: orderSql(resource, sorting),
    orderJoins: joinsSql(resource, sorted),
    isCacheable: isPlain && !dependsOnCaller(resource, fields),
  }
  if (entry.isCacheable) listProjections.set(resource, entry)
  return entry
}

/** How a single record is written; remembered for as long as its list of fields lives. */
export function projectionOf(
  resource: Resource,
  caller: Identity,
  fields: readonly string[]
): Projection {
  const known = projections.get(fields)
  if (known) return known
  const text = recordSql(resource, caller, fields)
  const isCacheable = !dependsOnCaller(resource, fields)
  const selection = { text, digest: hash('sha1', text, 'base64url'), isCacheable }
  if (isCacheable) projections.set(fields, selection)
  return selection
}

/** A single record, `r`. @param further what it has besides its fields, as columns with commas before them */
export function recordSql(
  resource: Resource,
  caller: Identity,
  fields: readonly string[],
  further = ''
): string {
  const columns = `${selectSql(resource, caller, fields)}${further}`
  return `
    SELECT (SELECT row_to_json(shown) FROM (SELECT ${columns}) shown)::text AS body,
           r.version AS version
    FROM ${resource.table} r ${joinsSql(resource, fields)}`
}

/** Fields as they are written as JSON, each under its name, which `shortName` shortens where it is long. */
export function selectSql(resource: Resource, caller: Identity, fields: readonly string[]) {
  const picked = fields.filter((name) => name.startsWith(PICKED))
  const others = fields.filter((name) => !name.startsWith(PICKED))
  const isWhole = fields.includes(CUSTOM)
  const columns = others
    .map((name) => {
      const field = resource.fields[name]
      return `${field ? asJson(field.type, callerSql(resource, caller, name)) : 'NULL'} AS "${shortName(name)}"`
    })
    .join(', ')
  return picked.length === 0 || isWhole
    ? columns
    : [columns, pickedSql(picked)].filter(Boolean).join(', ')
}

/** Fields of the organization's own, picked by themselves: they stand under `custom` as all of them do. */
const PICKED = `${CUSTOM}.`

function pickedSql(names: readonly string[]): string {
  const values = names.map((name) => {
    const place = name.slice(PICKED.length)
    return [place, `r.extensions #> '{${CUSTOM},${place}}'`] as const
  })
  return `${jsonObject(values)} AS "${CUSTOM}"`
}

/** A field as this caller sees it. */
export function callerSql(resource: Resource, caller: Identity, name: string): string {
  const own = resource.fields[name]?.sqlFor
  return own ? own(caller) : fieldSql(resource, name)
}

function dependsOnCaller({ fields }: Resource, names: readonly string[]): boolean {
  return names.some((name) => fields[name]?.sqlFor)
}
