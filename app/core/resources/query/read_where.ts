import { MAX_OFFSET, RELATIVE_TIMES } from '#core/calendar/relative_time'
import { participants, takesPart } from '#core/associations/participants'
import { didYouMean } from '#core/http/did_you_mean'
import { badRequest, permissionDenied } from '#core/http/exceptions/problem'
import { resourceHere } from '#core/plugins/resource_here'
import type { Relation, Resource } from '#core/resources/define_resource'
import type { Operator } from '#core/resources/fields'
import { type Condition, type Filter, allOf } from '#core/resources/query/condition_tree'
import { type About, type FieldPath, findField } from '#core/resources/query/field_path'
import { includables } from '#core/resources/query/included'
import { isPerson } from '#core/resources/query/list_request'
import {
  MAX_VALUES,
  type Operand,
  readOperand,
  readSingle,
  tooMany,
} from '#core/resources/query/operand'
import { malformed, unknownParameter } from '#core/resources/query/refusals'
import { visibleFields } from '#core/resources/query/visible_fields'
import { CALLER } from '#core/resources/related'
import { resources } from '#core/resources/registry'

/** How many comparisons a tree may have, and how many levels of `and`, `or`, `not` and `has`. */
export const MAX_LEAVES = 50
export const MAX_DEPTH = 6
/** How many relations one comparison may be away from the record, those of `has` among them. */
export const MAX_RELATIONS = 3
/** Objects in a tree, those without a comparison among them. */
const MAX_OBJECTS = 200

/** What stands for the caller, besides `me`. */
const CALLER_SIGN = `@${CALLER}`

const EXAMPLE = 'an object such as {"status": {"in": ["open"]}}'

/**
 * Reads a tree of conditions: `{ and: […] }`, `{ or: […] }`, `{ not: … }`, `{ has: { people: … } }`, or
 * fields with what they are compared with. What stands in one object has to be met together.
 *
 * @param value absent is no condition
 * @param at where a body says it
 * @returns conditions that all have to be met
 * @throws 400 naming the place: `where.and[1].value`; 403 where a relation leads to what the caller
 * may not read
 */
export function readWhere(value: unknown, about: About, at = 'where'): readonly Condition[] {
  if (value === undefined || value === null) return []
  const condition = new WhereReader().read(value, { about, at, depth: 0, relations: 0 })
  return 'all' in condition ? condition.all : [condition]
}

interface Place {
  readonly about: About
  readonly at: string
  readonly depth: number
  /** How many lead to it. */
  readonly relations: number
}

class WhereReader {
  #leaves = 0
  #objects = 0

  read(value: unknown, place: Place): Condition {
    if (!isObject(value)) throw malformed(place.at, EXAMPLE)
    this.#objects += 1
    if (this.#objects > MAX_OBJECTS) throw malformed(place.at, `at most ${MAX_OBJECTS} objects`)
    return allOf(Object.entries(value).map(([key, inner]) => this.#entry(key, inner, place)))
  }

  #entry(key: string, value: unknown, place: Place): Condition {
    const at = `${place.at}.${key}`
    switch (key) {
      case 'and':
        return allOf(this.#list(value, deeper(place, at)))
      case 'or':
        return { any: this.#list(value, deeper(place, at)) }
      case 'not':
        return { not: this.read(value, deeper(place, at)) }
      case 'has':
        return this.#has(value, deeper(place, at))
      default:
        return this.#compared(key, value, { ...place, at })
    }
  }

  #list(value: unknown, place: Place): Condition[] {
    if (!Array.isArray(value) || value.length === 0) {
      throw malformed(place.at, 'a list of at least one condition')
    }
    return value.map((item: unknown, index) =>
      this.read(item, { ...place, at: `${place.at}[${index}]` })
    )
  }

  #has(value: unknown, place: Place): Condition {
    const entries = isObject(value) ? Object.entries(value) : []
    if (entries.length === 0) {
      throw malformed(place.at, 'an object such as {"people": {"where": {}}}')
    }
    return allOf(
      entries.map(([name, inner]) => {
        const at = `${place.at}.${name}`
        const { target, by } = belongingTo(name, { ...place, at })
        if (!isObject(inner)) throw malformed(at, 'an object such as {"where": {}}')
        const { where, label, ...rest } = inner
        refuseOthers(rest, at, by === null ? ['where', 'label'] : ['where'])
        if (by !== null && label !== undefined) refuseOthers({ label }, at, ['where'])
        if (label !== undefined && typeof label !== 'string') {
          throw malformed(`${at}.label`, 'the key of one label')
        }
        this.#count(place)
        const about = { resource: target, caller: place.about.caller }
        const relations = furtherRelations(place, 1, at)
        const met =
          where === undefined
            ? { all: [] }
            : this.read(where, { ...place, about, relations, at: `${at}.where` })
        return { has: target, by, label: label ?? null, where: met }
      })
    )
  }

  #compared(path: string, value: unknown, place: Place): Condition {
    const found = findField(path, place.about, {
      at: place.at,
      isMeant: ({ operators }) => operators.length > 0,
    })
    furtherRelations(place, found.steps.length, place.at)
    const comparisons = Object.entries(isObject(value) ? value : { eq: value })
    if (comparisons.length === 0) throw malformed(place.at, 'an object such as {"eq": "open"}')
    return allOf(
      comparisons.map(([operator, operand]) => {
        this.#count(place)
        return leaf(found, operatorOf(found, operator, place.at), operand, place.at)
      })
    )
  }

  #count({ at }: Place): void {
    this.#leaves += 1
    if (this.#leaves <= MAX_LEAVES) return
    throw badRequest('too_many_filters', `At most ${MAX_LEAVES} conditions.`, at)
  }
}

function deeper(place: Place, at: string): Place {
  const depth = place.depth + 1
  if (depth > MAX_DEPTH) throw malformed(at, `at most ${MAX_DEPTH} levels deep`)
  return { ...place, at, depth }
}

/** @throws 400 where it is too far away */
function furtherRelations({ relations }: Place, further: number, at: string): number {
  if (relations + further <= MAX_RELATIONS) return relations + further
  throw malformed(at, `at most ${MAX_RELATIONS} relations away, with those of "has"`)
}

function refuseOthers(rest: object, at: string, known: readonly string[]): void {
  const [name] = Object.keys(rest)
  if (name === undefined) return
  const detail = `There is no "${name}" here.${didYouMean(name, known)}`
  throw unknownParameter('unknown_field', detail, { parameter: `${at}.${name}`, known })
}

/** The records that are associated with one, `people`, or refer to it by a relation, `deals.customer`. */
function belongingTo(name: string, { about, at }: Place) {
  const { caller, resource } = about
  const ways = waysTo(resource, caller)
  const way = ways.get(name)
  const target = way && resourceHere(way.target)
  if (!way || !target) {
    const known = [...ways].flatMap(([each, { target: other }]) => {
      const there = resourceHere(other)
      return there && caller.grants.allows(there.permission('read')) ? [each] : []
    })
    const detail = `No records called "${name}" belong to these.${didYouMean(name, known)}`
    throw unknownParameter('unknown_association', detail, { parameter: at, known })
  }
  const permission = target.permission('read')
  if (!caller.grants.allows(permission)) throw permissionDenied(permission)
  return { target, by: way.by }
}

interface Way {
  readonly target: string
  readonly by: Relation | null
}

function waysTo(resource: Resource, caller: About['caller']): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>()
  if (takesPart(resource)) {
    for (const name of participants()) ways.set(name, { target: name, by: null })
  }
  for (const declared of resources.values()) {
    const other = resourceHere(declared.name)
    if (!other) continue
    for (const [name, { target, relation }] of includables(other, visibleFields(other, caller))) {
      if (relation === null || target !== resource.name) continue
      ways.set(`${other.name}.${name}`, { target: other.name, by: relation })
    }
  }
  return ways
}

function operatorOf({ field, name }: FieldPath, operator: string, at: string): Operator {
  const known = field.operators.find((candidate) => candidate === operator)
  if (known) return known
  const detail = `"${name}" has no operator "${operator}". It has ${field.operators.join(', ')}.`
  throw unknownParameter('unknown_operator', detail, { parameter: at, known: field.operators })
}

/** What is not met by the very records that meet the other. */
const OPPOSITES: Readonly<Partial<Record<Operator, Operator>>> = { ne: 'eq', nin: 'in' }

/**
 * A comparison, on this record or on one that it refers to. A record that is not there for the caller
 * has no values: what holds of no value holds of it, and nothing else does.
 */
function leaf(found: FieldPath, operator: Operator, value: unknown, at: string): Condition {
  const { field, name, steps } = found
  const filter: Filter = {
    name: field.filteredAs ?? name,
    operator,
    operand: operandOf(found, operator, value, at),
    at,
  }
  if (steps.length === 0) return filter
  const opposite = OPPOSITES[operator]
  if (opposite) return { not: through(steps, { ...filter, operator: opposite }) }
  if (operator === 'is_null' && filter.operand === true) {
    return { not: through(steps, { ...filter, operand: false }) }
  }
  return through(steps, filter)
}

function through(steps: FieldPath['steps'], filter: Filter): Condition {
  return steps.reduceRight<Condition>((where, step) => ({ step, where }), filter)
}

function operandOf(
  { field, name, resource }: FieldPath,
  operator: Operator,
  value: unknown,
  at: string
): Operand {
  if (isObject(value)) return relativeOf(field.compared?.type ?? field.type, operator, value, at)
  const namesCaller = () => isPerson(resource, name)
  if (operator === 'is_null') return readOperand(field, operator, textOf(value, at), at)
  if (operator !== 'in' && operator !== 'nin') {
    return readSingle(field, operator, callerOr(textOf(value, at)), { parameter: at }, namesCaller)
  }
  if (typeof value === 'string') return readOperand(field, operator, value, at, namesCaller)
  if (!Array.isArray(value)) throw malformed(at, 'a list of values')
  if (value.length > MAX_VALUES) throw tooMany(at)
  return value.map((item: unknown) =>
    readSingle(field, operator, callerOr(textOf(item, at)), { parameter: at }, namesCaller)
  )

  function callerOr(text: string): string {
    return text === CALLER_SIGN && namesCaller() ? CALLER : text
  }
}

/** A value as a query string would bring it. */
function textOf(value: unknown, at: string): string {
  if (value === null) throw malformed(at, 'a value', ' Write {"is_null": true}.')
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw malformed(at, 'one value')
  return String(value)
}

/** The operators that ask for an order: a moment is met by none exactly. */
const ORDER: ReadonlySet<Operator> = new Set(['gt', 'gte', 'lt', 'lte'])
const DAYS: ReadonlySet<Operator> = new Set([...ORDER, 'eq', 'ne'])

function relativeOf(
  type: string,
  operator: Operator,
  { relative: asked, offset = 0, ...rest }: Members,
  at: string
): Operand {
  const able = type === 'date' ? DAYS : type === 'timestamp' ? ORDER : null
  if (!able?.has(operator)) {
    throw malformed(at, 'a value', ' Times are relative where days and times are in an order.')
  }
  refuseOthers(rest, at, ['relative', 'offset'])
  const relative = RELATIVE_TIMES.find((known) => known === asked)
  if (relative === undefined) {
    const known = RELATIVE_TIMES
    const detail = `"relative" is one of ${known.join(', ')}.${didYouMean(String(asked), known)}`
    throw unknownParameter('unknown_value', detail, { parameter: at, known })
  }
  if (typeof offset !== 'number' || !Number.isInteger(offset) || Math.abs(offset) > MAX_OFFSET) {
    throw malformed(at, `relative by an "offset" from -${MAX_OFFSET} to ${MAX_OFFSET}`)
  }
  return { relative, offset }
}

type Members = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
