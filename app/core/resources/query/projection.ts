import { hash } from 'node:crypto'
import type { Identity } from '#core/access/identity'
import { fieldSql, joinsSql } from '#core/resources/query/field_sql'
import type { ListRequest } from '#core/resources/query/list_request'
import type { Resource } from '#core/resources/define_resource'
import { asJson } from '#core/resources/json'

/** How the entries of a list are written, over `r`. */
export interface ListProjection {
  readonly columns: string
  readonly joins: string
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
  const entry = {
    columns: selectSql(resource, caller, fields),
    joins: joinsSql(resource, [...fields, ...sorting.map(({ name }) => name)]),
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
  const text = `
    SELECT (SELECT row_to_json(shown) FROM (SELECT ${selectSql(resource, caller, fields)}) shown)::text AS body,
           r.version AS version
    FROM ${resource.table} r ${joinsSql(resource, fields)}`
  const isCacheable = !dependsOnCaller(resource, fields)
  const selection = { text, digest: hash('sha1', text, 'base64url'), isCacheable }
  if (isCacheable) projections.set(fields, selection)
  return selection
}

/** Fields as they are written as JSON, each under its name. */
export function selectSql(resource: Resource, caller: Identity, fields: readonly string[]) {
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

/** The part of a shape that exists for a caller: the shape itself when all of it does. */
export function visibleFieldsOf(
  shape: readonly string[],
  visible: ReadonlySet<string>
): readonly string[] {
  return shape.every((name) => visible.has(name))
    ? shape
    : shape.filter((name) => visible.has(name))
}

interface Existing {
  readonly all: ReadonlySet<string>
  /** The fields that need a permission, and the keys that they are written under, with its name. */
  readonly guarded: readonly (readonly [string, string])[]
}

const existing = new WeakMap<Resource, Existing>()

const NONE: ReadonlySet<string> = new Set()

/**
 * The names of the fields that exist for a caller: a field they may not read is
 * unknown to them. A list has the same fields for all its records, so a field
 * granted for the caller's own ones is there when they read no others.
 */
export function visibleFields(resource: Resource, caller: Identity): ReadonlySet<string> {
  const { all } = existingFields(resource)
  const hidden = hiddenFields(resource, caller)
  return hidden.size === 0 ? all : all.difference(hidden)
}

/**
 * The names of the fields that do not exist for a caller, who may neither read
 * nor write them, and the keys that they would be written under.
 */
export function hiddenFields(resource: Resource, caller: Identity): ReadonlySet<string> {
  const { guarded } = existingFields(resource)
  if (guarded.length === 0) return NONE
  const reach = caller.grants.reach(resource.permission('read')) ?? 'all'
  return new Set(
    guarded
      .filter(([, permission]) => !caller.grants.includes(permission, reach))
      .map(([name]) => name)
  )
}

function existingFields(resource: Resource): Existing {
  const known = existing.get(resource)
  if (known) return known
  const fields = {
    all: new Set(Object.keys(resource.fields)),
    guarded: Object.entries(resource.fields).flatMap(([name, { permission, input }]) =>
      permission === null
        ? []
        : [...new Set([name, input?.key ?? name])].map((each) => [each, permission] as const)
    ),
  }
  existing.set(resource, fields)
  return fields
}
