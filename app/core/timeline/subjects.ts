import type { Reader } from '#core/plugins/reader'
import { associationsSql } from '#core/associations/pair'
import { takesPart } from '#core/associations/participants'
import type { Identity } from '#core/access/identity'
import { ownerOf } from '#core/plugins/installed'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { fieldSql } from '#core/resources/query/field_sql'
import { Scope } from '#core/resources/query/scope'
import type { Statement } from '#core/resources/query/statement'
import { hiddenFields, visibleFields } from '#core/resources/query/visible_fields'
import { resources } from '#core/resources/registry'

/** How many records one hop away are asked for their items, the newest ones. */
export const MAX_NEAR = 50

/** A record whose timeline is read. */
export interface Subject {
  /** As plugins make it. */
  readonly resource: Resource
  readonly id: string
}

/**
 * The resources whose records may be one hop away from those of another: by an association, or by a
 * relation that either of the two names. Those that the reader may read, as plugins make them.
 */
export function nearResources(
  resource: Resource,
  { identity, plugins }: Reader
): readonly Resource[] {
  return candidates(resource, plugins).filter((other) =>
    identity.grants.allows(other.permission('read'))
  )
}

const known = new WeakMap<PluginSet, Map<string, readonly Resource[]>>()

/** The same for all who read: where the same plugins are on they are the same. */
function candidates(resource: Resource, plugins: PluginSet): readonly Resource[] {
  const found = known.get(plugins) ?? new Map<string, readonly Resource[]>()
  known.set(plugins, found)
  const near = found.get(resource.name) ?? newCandidates(resource, plugins)
  found.set(resource.name, near)
  return near
}

function newCandidates({ name }: Resource, plugins: PluginSet): Resource[] {
  const self = resources.get(name)
  if (!self) return []
  return [...resources.values()].flatMap((other) => {
    const owner = ownerOf(other)
    if (!other.timeline || (owner !== null && !plugins.has(owner.id))) return []
    const isNear =
      (takesPart(self) && takesPart(other)) ||
      relationsTo(self, self.timeline?.via, other).length > 0 ||
      relationsTo(other, other.timeline?.via, self).length > 0
    return isNear ? [plugins.extend(other)] : []
  })
}

/**
 * Common table expressions: `self`, the record itself, or no row where it is not there for the
 * reader; and `subjects`, which has it and those near it, with `type`, `id`, `label`, and `n`, which is
 * 0 for the record itself.
 */
export function subjectsSql(
  { resource, id }: Subject,
  near: readonly Resource[],
  identity: Identity,
  organization: string,
  statement: Statement
): string {
  const self = `${statement.bind(id)}::uuid`
  const found = near.map((other) => {
    const ids = nearIds(resource, other, identity, { self, organization })
    return ids.length === 0
      ? []
      : `(SELECT ${columns(other, identity)} FROM (
        SELECT DISTINCT ids.id FROM (${ids.join(' UNION ALL ')}) ids ORDER BY ids.id DESC OFFSET 0) near
      CROSS JOIN LATERAL (
        SELECT r.* FROM ${other.table} r
        WHERE ${readable(other, identity, statement)} AND r.id = near.id) r
      ORDER BY near.id DESC LIMIT ${MAX_NEAR})`
  })
  const others = found.flat()
  const own = `SELECT ${columns(resource, identity)}, 0::bigint AS n FROM ${resource.table} r
    WHERE ${readable(resource, identity, statement)} AND r.id = ${self}`
  const nearest =
    others.length === 0
      ? ''
      : `UNION ALL
    SELECT type, id, label, row_number() OVER (ORDER BY id DESC, type) FROM (
      SELECT * FROM (${others.join(' UNION ALL ')}) each_near
      ORDER BY id DESC, type LIMIT ${MAX_NEAR}) nearest`
  return `self AS MATERIALIZED (${own}),
    subjects AS MATERIALIZED (SELECT * FROM self ${nearest})`
}

function readable(resource: Resource, identity: Identity, statement: Statement): string {
  return new Scope(resource, identity, identity.organizationId).readable(statement)
}

function columns(resource: Resource, identity: Identity): string {
  return `'${resource.name}'::text COLLATE "C" AS type, r.id, ${labelSql(resource, identity)} AS label`
}

interface Ends {
  readonly self: string
  readonly organization: string
}

/** SQL of the ids of another resource's records that are one hop away, each a SELECT. */
function nearIds(
  resource: Resource,
  other: Resource,
  identity: Identity,
  { self, organization }: Ends
): string[] {
  const associated =
    takesPart(resource) && takesPart(other)
      ? [
          `SELECT a.other_id AS id FROM ${associationsSql(resource.name, other.name, organization)} a
           WHERE a.self_id = ${self}`,
        ]
      : []
  const isShown = (of: Resource) => (key: string) => !hiddenFields(of, identity).has(key)
  const named = relationsTo(resource, resource.timeline?.via, other).filter(isShown(resource))
  const naming = relationsTo(other, other.timeline?.via, resource).filter(isShown(other))
  return [
    ...associated,
    ...named.map(
      (key) => `SELECT o.${key} AS id FROM ${resource.table} o
        WHERE o.organization_id = ${organization} AND o.id = ${self} AND o.${key} IS NOT NULL`
    ),
    ...naming.map(
      (key) => `SELECT o.id FROM ${other.table} o
        WHERE o.organization_id = ${organization} AND o.${key} = ${self}`
    ),
  ]
}

/** The columns of a resource that hold ids of another one's records, among those of its relations that it names. */
function relationsTo(
  { relations }: Resource,
  via: readonly string[] = [],
  { table }: Resource
): string[] {
  return via.flatMap((name) => {
    const relation = relations[name]
    return relation?.table === table && !relation.sql ? [relation.key] : []
  })
}

/** By what records are called, the first that there is. */
const NAMES = ['name', 'title', 'subject', 'full_name', 'code']

/** SQL over `r` of what a record is called; null where nothing says it to the reader. */
function labelSql(resource: Resource, identity: Identity): string {
  const visible = visibleFields(resource, identity)
  const name = NAMES.find((candidate) => {
    const field = resource.fields[candidate]
    return field && visible.has(candidate) && field.relations.length === 0 && !field.sqlFor
  })
  return name === undefined ? 'NULL::text' : `(${fieldSql(resource, name)})::text`
}
