import { appUrl } from '#config/app'
import type { Identity } from '#core/access/identity'
import { associationSql } from '#core/associations/association_sql'
import { associationsSql } from '#core/associations/pair'
import { participants, takesPart } from '#core/associations/participants'
import { UnitOfWork } from '#core/database/unit_of_work'
import { didYouMean } from '#core/http/did_you_mean'
import { permissionDenied } from '#core/http/exceptions/problem'
import { resourceHere } from '#core/plugins/resource_here'
import { settledPlugins } from '#core/plugins/settled_plugins'
import type { Relation, Resource } from '#core/resources/define_resource'
import { jsonObject } from '#core/resources/json'
import { type Included, MAX_INCLUDED } from '#core/resources/query/include_request'
import { readListRequest } from '#core/resources/query/list_request'
import { listProjectionOf } from '#core/resources/query/projection'
import { unknownParameter } from '#core/resources/query/refusals'
import { Scope } from '#core/resources/query/scope'
import type { Statement } from '#core/resources/query/statement'
import { visibleFields } from '#core/resources/query/visible_fields'
import { resources } from '#core/resources/registry'

/** Who asks, and what takes the values of the statement that it all stands in. */
interface Reading {
  readonly caller: Identity
  readonly statement: Statement
}

interface Includable {
  /** The name of the resource. */
  readonly target: string
  /** By which it is related; null where its records are associated. */
  readonly relation: Relation | null
}

/** The member of a record in which stands what is included. */
export const INCLUDED = 'included'

/**
 * What can be included in the records of a resource, by its name: related records by that of the
 * relation, associated ones by that of their resource.
 */
export function includables(
  resource: Resource,
  visible: ReadonlySet<string>
): ReadonlyMap<string, Includable> {
  const known = new Map<string, Includable>()
  if (takesPart(resource)) {
    for (const name of participants()) known.set(name, { target: name, relation: null })
  }
  for (const name of visible) {
    const embedded = resource.fields[name]?.embeddedAs
    const relation = embedded && visible.has(embedded) ? relationOf(resource, embedded) : null
    const target = relation && [...resources.values()].find(({ table }) => table === relation.table)
    if (embedded && target) known.set(embedded, { target: target.name, relation })
  }
  return known
}

/** The relation that a field embeds, where its record is one of an organization's. */
function relationOf(resource: Resource, embedded: string): Relation | null {
  const [name = ''] = resource.fields[embedded]?.relations ?? []
  const relation = resource.relations[name]
  return relation && !relation.global && !relation.references ? relation : null
}

/**
 * What is included in a record, `r`, as JSON: related records as their own lists show them, null
 * where there is none for the caller; associated ones as `results`, with the link to what follows.
 *
 * @throws 400 naming what is unknown, 403 where the caller may read none of what they include
 */
export function includedSql(
  resource: Resource,
  included: readonly Included[],
  reading: Reading,
  above: readonly string[] = []
): string {
  const known = includables(resource, visibleFields(resource, reading.caller))
  return jsonObject(
    included.map((wanted) => {
      const path = [...above, wanted.name]
      const found = known.get(wanted.name)
      const target = found && resourceHere(found.target)
      if (!found || !target) throw unknownInclude(path, known, reading.caller)
      const permission = target.permission('read')
      if (!reading.caller.grants.allows(permission)) throw permissionDenied(permission)
      const { relation } = found
      return [
        wanted.name,
        relation
          ? relatedSql({ target, wanted, path }, relation, reading)
          : associatedSql(resource, { target, wanted, path }, reading),
      ]
    })
  )
}

interface Target {
  readonly target: Resource
  readonly wanted: Included
  readonly path: readonly string[]
}

function relatedSql({ target, wanted, path }: Target, relation: Relation, reading: Reading) {
  const { columns, joins, readable } = childOf({ target, wanted, path }, reading)
  return `(SELECT row_to_json(shown)
    FROM (SELECT (${relation.sql ?? `r.${relation.key}`}) AS id) including
    JOIN ${target.table} r ON ${readable} AND r.id = including.id
    ${joins} CROSS JOIN LATERAL (SELECT ${columns}) shown)`
}

function associatedSql(resource: Resource, of: Target, reading: Reading): string {
  const { target, path, wanted } = of
  const { columns, joins, readable, order, orderJoins } = childOf(of, reading)
  const plugins = settledPlugins.get(UnitOfWork.get())
  if (!plugins) throw new Error('The plugins of the organization are not known yet')
  const self = { type: resource.name, idSql: 'including.id' }
  const max = path.length === 1 ? MAX_INCLUDED[0] : MAX_INCLUDED[1]
  const { organizationId } = UnitOfWork.get()
  const organization = `${reading.statement.bind(organizationId)}::uuid`
  const query = new URLSearchParams({ page: '2', page_size: String(max) })
  /* However the caller has named it: a link is followed as it is. */
  if (organizationId !== null) query.set('organization', organizationId)
  if (wanted.fields) query.set('fields', wanted.fields.join())
  const link = [`${appUrl}/api/${resource.name}/`, `/associations/${target.name}/?${query}`]
  const [before, after] = link.map((part) => `${reading.statement.bind(part)}::text`)
  /* What stands within is found first, and only as many are written as are shown. */
  return `(SELECT json_build_object('results', coalesce(children.results, '[]'),
      'next', CASE WHEN children.found > ${max} THEN ${before} || including.id || ${after} END)
    FROM (SELECT r.id AS id) including
    CROSS JOIN LATERAL (
      SELECT json_agg(child.body ORDER BY child.place) FILTER (WHERE child.place <= ${max}) AS results,
        count(*) AS found
      FROM (
        SELECT listed_child.place, (SELECT row_to_json(shown) FROM (
          SELECT ${columns}, ${associationSql(self, target.name, plugins)} AS "association") shown) AS body
        FROM (SELECT found_child.id, row_number() OVER () AS place FROM (
            SELECT r.id FROM ${associationsSql(resource.name, target.name, organization)} associated_child
            JOIN ${target.table} r ON r.id = associated_child.other_id AND ${readable}
            ${orderJoins} WHERE associated_child.self_id = including.id
            ORDER BY ${order} LIMIT ${max + 1}) found_child) listed_child
        JOIN ${target.table} r ON ${readable} AND r.id = listed_child.id
        ${joins}) child) children)`
}

/** How a record that stands within another is written, over its own `r`. */
function childOf({ target, wanted, path }: Target, reading: Reading) {
  const { caller, statement } = reading
  const asked = wanted.fields ? { fields: wanted.fields.join() } : {}
  const list = readListRequest(asked, target, visibleFields(target, caller))
  const { columns, joins, order, orderJoins } = listProjectionOf(target, caller, list)
  const within =
    wanted.within.length > 0
      ? `, ${includedSql(target, wanted.within, reading, path)} AS "${INCLUDED}"`
      : ''
  const readable = new Scope(target, caller, UnitOfWork.get().organizationId).readable(statement)
  return { columns: `${columns}${within}`, joins, order, orderJoins, readable }
}

function unknownInclude(
  path: readonly string[],
  known: ReadonlyMap<string, Includable>,
  { grants }: Identity
) {
  const prefix = path.slice(0, -1)
  const readable = [...known].flatMap(([name, found]) => {
    const target = resourceHere(found.target)
    const isReadable = target && grants.allows(target.permission('read'))
    return isReadable ? [[...prefix, name].join('.')] : []
  })
  const name = path.join('.')
  const detail = `Nothing called "${name}" can be included.${didYouMean(name, readable)}`
  return unknownParameter('unknown_include', detail, { parameter: 'include', known: readable })
}
