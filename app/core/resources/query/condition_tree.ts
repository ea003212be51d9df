import type { AssociatedFilter } from '#core/associations/filters'
import type { Relation, Resource } from '#core/resources/define_resource'
import type { Operator } from '#core/resources/fields'
import type { Operand } from '#core/resources/query/operand'

/** What a field of a record is compared with: a leaf of the tree. */
export interface Filter {
  readonly name: string
  readonly operator: Operator
  readonly operand: Operand
  /** Where a body says it: `where.and[1].value`. */
  readonly at?: string
}

/** From a record to the one that it refers to. */
export interface Step {
  /** As names of fields have it: `customer`. */
  readonly name: string
  readonly relation: Relation
  /** The resource of that one, as plugins of the active organization make it. */
  readonly target: Resource
}

/** A condition on the record that one refers to; never met where there is none for the caller. */
export interface OfRelated {
  readonly step: Step
  readonly where: Condition
}

/** That there are records of a resource which belong to one, and meet a condition. */
export interface Has {
  readonly has: Resource
  /** By which they refer to it; null where they are associated with it. */
  readonly by: Relation | null
  /** Of associated ones, what they are for it; null for any label, and for none. */
  readonly label: string | null
  readonly where: Condition
}

/**
 * What selects records, whether it was asked for by parameters of a list or by a tree: each record
 * meets it or does not, also where a field holds nothing.
 */
export type Condition =
  | Filter
  | AssociatedFilter
  | OfRelated
  | Has
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

/** The names of the resource's own fields that a condition speaks of. */
export function fieldsOf(condition: Condition): string[] {
  if ('operator' in condition) return [condition.name]
  if ('all' in condition) return condition.all.flatMap(fieldsOf)
  if ('any' in condition) return condition.any.flatMap(fieldsOf)
  return 'not' in condition ? fieldsOf(condition.not) : []
}

/** All comparisons in a condition, also those on other records. */
export function leavesOf(condition: Condition): Filter[] {
  if ('operator' in condition) return [condition]
  if ('labelled' in condition) return []
  if ('all' in condition) return condition.all.flatMap(leavesOf)
  if ('any' in condition) return condition.any.flatMap(leavesOf)
  return leavesOf('not' in condition ? condition.not : condition.where)
}

/** What asks for associated records in a condition, with the name of the resource that they belong to. */
export function labelsOf(condition: Condition, of: string): (readonly [Has, string])[] {
  if ('operator' in condition || 'labelled' in condition) return []
  if ('all' in condition) return condition.all.flatMap((each) => labelsOf(each, of))
  if ('any' in condition) return condition.any.flatMap((each) => labelsOf(each, of))
  if ('not' in condition) return labelsOf(condition.not, of)
  if ('step' in condition) return labelsOf(condition.where, condition.step.target.name)
  return [
    ...(condition.label === null ? [] : [[condition, of] as const]),
    ...labelsOf(condition.where, condition.has.name),
  ]
}

/** Of several conditions, which all are to be met, one. */
export function allOf(conditions: readonly Condition[]): Condition {
  const [only, ...others] = conditions
  return only && others.length === 0 ? only : { all: conditions }
}
