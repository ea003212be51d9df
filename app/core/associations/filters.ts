import type { Identity } from '#core/access/identity'
import { badRequest, permissionDenied } from '#core/http/exceptions/problem'
import { didYouMean } from '#core/http/did_you_mean'
import { participants, takesPart } from '#core/associations/participants'
import { associationsSql } from '#core/associations/pair'
import { resourceHere } from '#core/plugins/resource_here'
import type { Resource } from '#core/resources/define_resource'
import { malformed, unknownParameter } from '#core/resources/query/refusals'
import { Scope } from '#core/resources/query/scope'
import type { Statement } from '#core/resources/query/statement'
import { UUID } from '#core/resources/uuid'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What a list is narrowed by: the records that are associated with this one. */
export interface AssociatedFilter {
  /** The name of the resource of the one. */
  readonly type: string
  readonly id: string
  /** By which label; null for any, and for none. */
  readonly label: string | null
  /**
   * Who has the label: the one, for the records of the list, or they for it. Between two resources
   * a label is the same from either side.
   */
  readonly labelled: 'one' | 'records'
}

type QueryString = Readonly<Record<string, unknown>>

/** The parameters of a list that are about associations. */
export const ASSOCIATION_PARAMETERS: readonly string[] = ['associated', 'label']

/**
 * Reads `associated[people]=<id>&label=<key>`; with several of the former, `label[people]=<key>`.
 * Whether there is such a label is asked elsewhere, since it takes a question to the database.
 *
 * @throws 400 naming the parameter that is unknown or malformed
 */
export function readAssociated(query: QueryString, resource: Resource): AssociatedFilter[] {
  if (!takesPart(resource)) {
    const name = query.associated === undefined ? 'label' : 'associated'
    const detail = `There is no parameter "${name}": ${resource.name} take no part in associations.`
    throw unknownParameter('unknown_parameter', detail, { parameter: name, known: [] })
  }
  const { associated, label } = query
  if (associated === undefined) {
    throw malformed('label', 'given together with "associated"', EXAMPLE)
  }
  if (!isObject(associated)) throw malformed('associated', 'the id of a record', EXAMPLE)
  const labels = labelsIn(label, Object.keys(associated))
  return Object.entries(associated).map(([type, id]) => {
    const parameter = `associated[${type}]`
    if (!participants().has(type)) throw unknownType(type)
    if (typeof id !== 'string' || !UUID.test(id)) throw malformed(parameter, 'the id of a record')
    return { type, id: id.toLowerCase(), label: labels.get(type) ?? null, labelled: 'one' }
  })
}

const EXAMPLE = ' Write associated[people]=ID.'

function labelsIn(label: unknown, types: readonly string[]): ReadonlyMap<string, string> {
  if (label === undefined) return new Map()
  if (typeof label === 'string') {
    const [type = '', ...others] = types
    if (others.length > 0) {
      throw malformed('label', 'of one of them', ` Write label[${type}]=${label}.`)
    }
    return new Map([[type, label]])
  }
  if (!isObject(label)) throw malformed('label', 'the key of one label')
  return new Map(
    Object.entries(label).map(([type, key]) => {
      if (!types.includes(type)) throw malformed(`label[${type}]`, `given with associated[${type}]`)
      if (typeof key !== 'string') throw malformed(`label[${type}]`, 'the key of one label')
      return [type, key]
    })
  )
}

function unknownType(type: string) {
  const known = [...participants()].map((name) => `associated[${name}]`)
  const name = `associated[${type}]`
  const detail = `No records are associated with "${type}".${didYouMean(name, known)}`
  return unknownParameter('unknown_association', detail, { parameter: name, known })
}

/**
 * A filter as a condition on `r`. An end that the caller may not read associates nothing, nor does
 * one that is deleted.
 *
 * @throws 403 without the permission to read what is associated, 400 where its plugin is off
 */
export function associatedSql(
  resource: Resource,
  filter: AssociatedFilter,
  caller: Identity,
  statement: Statement
): string {
  const { type, label, labelled } = filter
  const other = targetOf(type)
  const permission = other.permission('read')
  if (!caller.grants.allows(permission)) throw permissionDenied(permission)
  const { organizationId } = UnitOfWork.get()
  const organization = `${statement.bind(organizationId)}::uuid`
  const id = `${statement.bind(filter.id)}::uuid`
  const readable = new Scope(other, caller, organizationId).readable(statement)
  const [one, many] = labelled === 'one' ? ['other_id', 'self_id'] : ['self_id', 'other_id']
  const seen =
    labelled === 'one'
      ? associationsSql(resource.name, type, organization)
      : associationsSql(type, resource.name, organization)
  const isLabelled =
    label === null ? '' : `AND ${statement.bind(label)}::text = ANY(association.labels)`
  return `r.id IN (
    SELECT association.${many} FROM ${seen} association
    JOIN ${other.table} r ON r.id = association.${one} AND ${readable}
    WHERE association.${one} = ${id} ${isLabelled})`
}

/** @throws 400 where its plugin is off */
function targetOf(type: string): Resource {
  const target = resourceHere(type)
  if (!target) throw unknownType(type)
  return target
}

/** @throws 400 for deleted records, whose associations are hidden with them */
export function ensureUndeleted({ deleted }: { readonly deleted: boolean }): void {
  if (!deleted) return
  const detail = 'Deleted records have no associations: use either "deleted" or "associated".'
  throw badRequest('malformed_parameter', detail, 'associated')
}

function isObject(value: unknown): value is QueryString {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
