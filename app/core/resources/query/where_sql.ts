import type { Identity } from '#core/access/identity'
import { associatedSql } from '#core/associations/filters'
import { associationsSql } from '#core/associations/pair'
import type { Relation, Resource } from '#core/resources/define_resource'
import { conditionSql } from '#core/resources/query/condition'
import {
  type Condition,
  type Filter,
  type Has,
  type OfRelated,
  fieldsOf,
} from '#core/resources/query/condition_tree'
import { columnOf, joinsSql } from '#core/resources/query/field_sql'
import { Scope } from '#core/resources/query/scope'
import type { Statement } from '#core/resources/query/statement'
import { CALLER, callerAs } from '#core/resources/related'

/** Who asks, of which organization, and what takes the values of the statement. */
export interface Asking {
  readonly caller: Identity
  readonly organizationId: string | null
  readonly statement: Statement
}

/** The id of no record. */
const NO_ONE = '00000000-0000-0000-0000-000000000000'

/**
 * A condition as SQL over `r`, a record of the resource, and the relations that `fieldsOf` it need.
 * Other records count as far as they are there for the caller, as their own lists have them.
 */
export function whereSql(resource: Resource, condition: Condition, asking: Asking): string {
  const sqlOf = (each: Condition) => whereSql(resource, each, asking)
  if ('operator' in condition) {
    const filter = forCaller(resource, condition, asking.caller)
    return conditionSql(resource, filter, asking.statement.bind)
  }
  if ('labelled' in condition) {
    return associatedSql(resource, condition, asking.caller, asking.statement)
  }
  if ('all' in condition) return combined(condition.all.map(sqlOf), 'AND') ?? 'true'
  if ('any' in condition) return combined(condition.any.map(sqlOf), 'OR') ?? 'false'
  /* What is neither true nor false, since a field holds nothing, is not met. */
  if ('not' in condition) return `((${sqlOf(condition.not)}) IS NOT TRUE)`
  return 'step' in condition ? relatedSql(condition, asking) : hasSql(resource, condition, asking)
}

/** A filter with the caller's id in the place of `me`; of a caller who is none of what it compares, with no one's. */
export function forCaller(resource: Resource, filter: Filter, caller: Identity): Filter {
  const { name, operand } = filter
  const isNamed = Array.isArray(operand) ? operand.includes(CALLER) : operand === CALLER
  const field = isNamed ? resource.fields[name] : undefined
  if ((field?.compared?.type ?? field?.type) !== 'uuid') return filter
  const column = columnOf(resource, name) ?? name
  const id = callerAs(resource, column, caller) ?? NO_ONE
  if (!Array.isArray(operand)) return { ...filter, operand: id }
  return { ...filter, operand: operand.map((value: string) => (value === CALLER ? id : value)) }
}

/** SQL of the id of the record that one, `r`, refers to. */
export function referenceSql({ sql, key }: Relation): string {
  return sql ?? `r.${key}`
}

/** The records of a resource that are there for the caller, as what follows FROM, over `r`. */
export function readableSql(
  target: Resource,
  { caller, organizationId, statement }: Asking,
  fields: readonly string[]
): { readonly from: string; readonly where: string } {
  return {
    from: `${target.table} r ${joinsSql(target, fields)}`,
    where: new Scope(target, caller, organizationId).readable(statement),
  }
}

/* The id is outside of the query of the others: it is of the record, and there `r` is one of them. */
function relatedSql({ step, where }: OfRelated, asking: Asking): string {
  const { from, where: readable } = readableSql(step.target, asking, fieldsOf(where))
  const met = whereSql(step.target, where, asking)
  return `${referenceSql(step.relation)} IN (SELECT r.id FROM ${from} WHERE ${readable} AND ${met})`
}

function hasSql(resource: Resource, { has, by, label, where }: Has, asking: Asking): string {
  const { statement, organizationId } = asking
  const { from, where: readable } = readableSql(has, asking, fieldsOf(where))
  const met = whereSql(has, where, asking)
  if (by !== null) {
    return `r.id IN (SELECT ${referenceSql(by)} FROM ${from} WHERE ${readable} AND ${met})`
  }
  const organization = `${statement.bind(organizationId)}::uuid`
  const labelled =
    label === null ? '' : ` AND ${statement.bind(label)}::text = ANY(association.labels)`
  return `r.id IN (
    SELECT association.self_id
    FROM ${associationsSql(resource.name, has.name, organization)} association, ${from}
    WHERE r.id = association.other_id AND ${readable} AND ${met}${labelled})`
}

function combined(conditions: readonly string[], by: 'AND' | 'OR'): string | null {
  return conditions.length === 0 ? null : `(${conditions.join(` ${by} `)})`
}
