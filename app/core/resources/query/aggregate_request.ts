import { PERIODS, type Period } from '#core/calendar/period_sql'
import { didYouMean } from '#core/http/did_you_mean'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Field, FieldType } from '#core/resources/fields'
import { type About, type FieldPath, findField } from '#core/resources/query/field_path'
import { type ListRequest, readListRequest } from '#core/resources/query/list_request'
import { readWhere } from '#core/resources/query/read_where'
import { asParameters, ensureLabels } from '#core/resources/query/query_request'
import { malformed, unknownParameter } from '#core/resources/query/refusals'
import { visibleFields } from '#core/resources/query/visible_fields'
import { aggregateValidator } from '#core/resources/validation/query'

export const MAX_GROUPS = 1_000
export const DEFAULT_GROUPS = 100
export const MAX_KEYS = 5
export const MAX_MEASURES = 10

/** By what records are grouped. */
export interface Key {
  /** Under which it is answered. */
  readonly name: string
  /** Null: a currency that is the same for all. */
  readonly found: FieldPath | null
  /** That currency, by three letters, or `organization` for its own. */
  readonly currency?: string
  /** Of days and times: in which periods. */
  readonly by: Period | null
}

export const FUNCTIONS = ['count', 'sum', 'avg', 'min', 'max', 'count_distinct'] as const
export type Function = (typeof FUNCTIONS)[number]

/** What is answered of each group. */
export interface Measure {
  readonly name: string
  readonly of: Function
  /** Null: of records. */
  readonly found: FieldPath | null
}

export const COMPARISONS = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** What a group has to be to be answered. */
export interface Having {
  readonly measure: string
  readonly comparison: string
  readonly value: string
}

export interface GroupOrder {
  readonly name: string
  readonly descending: boolean
}

/** What is asked about the records of a list together, every part of it checked. */
export interface AggregateRequest {
  readonly list: ListRequest
  readonly keys: readonly Key[]
  readonly measures: readonly Measure[]
  readonly having: readonly Having[]
  readonly ordering: readonly GroupOrder[]
  readonly limit: number
  /** Whether periods without records are answered, too. */
  readonly fill: boolean
}

/**
 * Reads what is asked about the records of a list together. Amounts are grouped by their currency,
 * whether that is asked for or not.
 *
 * @throws 422 for a key of the body that there is none of; 400 naming the place of what is unknown or
 * malformed within
 */
export async function readAggregate(
  body: unknown,
  about: About,
  plugins: PluginSet
): Promise<AggregateRequest> {
  const asked = await aggregateValidator.validate(body)
  const { resource, caller } = about
  const { search } = asked
  const visible = visibleFields(resource, caller)
  const list = readListRequest(asParameters({ search }), resource, visible)
  const filters = readWhere(asked.where, about)
  await ensureLabels(filters, resource.name, plugins)
  const measures = readMeasures(asked.measures ?? [{ count: true }], about)
  const keys = withCurrencies(readKeys(asked.group_by ?? [], about), measures, about)
  const fill = asked.fill ?? false
  if (fill && keys.filter(({ by }) => by !== null).length !== 1) {
    throw malformed('fill', 'asked for where one field is grouped by periods', FILL_EXAMPLE)
  }
  return {
    list: { ...list, filters },
    keys,
    measures,
    having: readHaving(asked.having ?? {}, measures),
    ordering: readOrder(asParameters({ ordering: asked.ordering }).ordering, keys, measures),
    limit: readLimit(asked.limit ?? DEFAULT_GROUPS),
    fill,
  }
}

const FILL_EXAMPLE = ' Write "group_by": [{"field": "created_at", "by": "month"}].'

function readKeys(value: unknown, about: About): Key[] {
  if (!Array.isArray(value) || value.length > MAX_KEYS) {
    throw malformed('group_by', `a list of at most ${MAX_KEYS} fields`)
  }
  const keys = value.map((item: unknown, index) => readKey(item, about, `group_by[${index}]`))
  const names = keys.map(({ name }) => name)
  if (new Set(names).size < names.length) throw malformed('group_by', 'fields, each once')
  return keys
}

function readKey(item: unknown, about: About, at: string): Key {
  const { field: path, by = null, ...rest } = isObject(item) ? item : { field: item }
  if (typeof path !== 'string' || Object.keys(rest).length > 0) {
    throw malformed(
      at,
      'the name of a field, or an object such as {"field": "created_at", "by": "month"}'
    )
  }
  const found = findField(path, about, { at, isMeant: isGroupable })
  if (by === null) return { name: path, found: asFiltered(found), by: null }
  const period = PERIODS.find((known) => known === by)
  if (period === undefined) {
    const detail = `Periods are ${PERIODS.join(', ')}.${didYouMean(String(by), PERIODS)}`
    throw unknownParameter('unknown_value', detail, { parameter: `${at}.by`, known: PERIODS })
  }
  if (!TIMES.has(found.field.type)) throw malformed(`${at}.by`, 'left out: this is no day or time')
  return { name: path, found, by: period }
}

const TIMES: ReadonlySet<FieldType> = new Set(['date', 'timestamp'])
const NUMBERS: ReadonlySet<FieldType> = new Set(['integer', 'decimal'])

/** What can be grouped by is what can be filtered by, and is one value. */
function isGroupable({ operators, type, filteredAs, sqlFor }: Field): boolean {
  const isOne = (type !== 'json' && type !== 'textArray') || filteredAs !== null
  return operators.length > 0 && isOne && sqlFor === null
}

/** A related record is grouped by its id, as it is filtered. */
function asFiltered(found: FieldPath): FieldPath {
  const { filteredAs } = found.field
  const field = filteredAs === null ? undefined : found.resource.fields[filteredAs]
  return field && filteredAs !== null ? { ...found, name: filteredAs, field } : found
}

/** Which fields each function is of. */
const OPERANDS: Readonly<Record<Exclude<Function, 'count'>, (field: Field) => boolean>> = {
  sum: ({ type }) => NUMBERS.has(type),
  avg: ({ type }) => NUMBERS.has(type),
  min: ({ type }) => NUMBERS.has(type) || TIMES.has(type),
  max: ({ type }) => NUMBERS.has(type) || TIMES.has(type),
  count_distinct: isGroupable,
}

function readMeasures(value: unknown, about: About): Measure[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_MEASURES) {
    throw malformed('measures', `a list of 1 to ${MAX_MEASURES} measures`, MEASURE_EXAMPLE)
  }
  const measures = value.map((item: unknown, index) =>
    readMeasure(item, about, `measures[${index}]`)
  )
  const names = measures.map(({ name }) => name)
  if (new Set(names).size < names.length) {
    throw malformed(
      'measures',
      'measures of different names',
      ' Name one of them: {"as": "other"}.'
    )
  }
  return measures
}

const MEASURE_EXAMPLE = ' Write {"count": true} or {"sum": "value"}.'

function readMeasure(item: unknown, about: About, at: string): Measure {
  const { as, ...named } = isObject(item) ? item : {}
  const [[asked = '', operand] = [], ...others] = Object.entries(named)
  if (others.length > 0 || asked === '') throw malformed(at, 'one measure', MEASURE_EXAMPLE)
  const of = FUNCTIONS.find((known) => known === asked)
  if (of === undefined) {
    const detail = `There is no measure "${asked}".${didYouMean(asked, FUNCTIONS)}`
    throw unknownParameter('unknown_value', detail, { parameter: at, known: FUNCTIONS })
  }
  if (as !== undefined && (typeof as !== 'string' || !NAME.test(as))) {
    throw malformed(`${at}.as`, 'a name of small letters, digits and underscores')
  }
  if (of === 'count') {
    if (operand !== true) throw malformed(at, 'an object such as {"count": true}')
    return { name: as ?? of, of, found: null }
  }
  if (typeof operand !== 'string') throw malformed(at, 'of one field', MEASURE_EXAMPLE)
  const isMeant = (field: Field) => isGroupable(field) && OPERANDS[of](field)
  const found = asFiltered(findField(operand, about, { at: `${at}.${of}`, isMeant }))
  return { name: as ?? `${of}_${operand}`, of, found }
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/

/** The functions that answer an amount where they are of one. */
const AMOUNTS: ReadonlySet<Function> = new Set(['sum', 'avg', 'min', 'max'])

/** What fields of amounts say whose currency is the organization's. */
export const ORGANIZATION = 'organization'

/** The currency of a measure as a key; null for what is no amount. */
export function currencyOf(
  { of, found }: Measure,
  { resource }: About
): Pick<Key, 'name' | 'currency'> | null {
  const currency = AMOUNTS.has(of) ? (found?.field.currency ?? null) : null
  if (currency === null || found === null) return null
  if (currency === ORGANIZATION || /^[A-Z]{3}$/.test(currency)) {
    return { name: resource.fields.currency ? `${ORGANIZATION}_currency` : 'currency', currency }
  }
  return { name: [...found.steps.map(({ name }) => name), currency].join('.') }
}

/** Amounts of different currencies are never added up. */
function withCurrencies(keys: readonly Key[], measures: readonly Measure[], about: About): Key[] {
  const all = [...keys]
  for (const [index, measure] of measures.entries()) {
    const wanted = currencyOf(measure, about)
    const at = `measures[${index}].${measure.of}`
    const known = all.find(({ name }) => name === wanted?.name)
    if (wanted === null || (known && known.currency === wanted.currency)) continue
    if (known) throw malformed(at, 'asked for apart: it is in another currency than the others')
    const { name, currency } = wanted
    const found = currency ? null : findField(name, about, { at, isMeant: isGroupable })
    all.push({ name, found, by: null, ...(currency && { currency }) })
  }
  return all
}

function readHaving(value: unknown, measures: readonly Measure[]): Having[] {
  if (!isObject(value)) throw malformed('having', 'an object such as {"count": {"gte": 2}}')
  return Object.entries(value).flatMap(([name, compared]) => {
    const at = `having.${name}`
    const known = measures.filter(isNumber).map((measure) => measure.name)
    if (!known.includes(name)) {
      const detail = `There is no number "${name}" among the measures.${didYouMean(name, known)}`
      throw unknownParameter('unknown_field', detail, { parameter: at, known })
    }
    return Object.entries(isObject(compared) ? compared : { eq: compared }).map(
      ([operator, operand]) => {
        const comparison = Object.entries(COMPARISONS).find(([each]) => each === operator)?.[1]
        if (comparison === undefined) {
          const operators = Object.keys(COMPARISONS)
          const detail = `"${name}" has no operator "${operator}". It has ${operators.join(', ')}.`
          throw unknownParameter('unknown_operator', detail, { parameter: at, known: operators })
        }
        const number = typeof operand === 'number' || typeof operand === 'string' ? operand : ''
        if (!/^-?\d{1,20}(\.\d{1,10})?$/.test(String(number))) throw malformed(at, 'a number')
        return { measure: name, comparison, value: String(number) }
      }
    )
  })
}

/** Whether a measure is a number, which can be compared with one. */
function isNumber({ of, found }: Measure): boolean {
  return found === null || !TIMES.has(found.field.type) || of === 'count_distinct'
}

function readOrder(
  value: unknown,
  keys: readonly Key[],
  measures: readonly Measure[]
): readonly GroupOrder[] {
  const known = [...keys, ...measures].map(({ name }) => name)
  const asked = typeof value === 'string' && value !== '' ? value.split(',') : []
  if (asked.length > known.length) throw malformed('ordering', 'each name once')
  return asked.map((each) => {
    const key = each.trim()
    const descending = key.startsWith('-')
    const name = descending ? key.slice(1) : key
    if (known.includes(name)) return { name, descending }
    const detail = `There is no ordering by "${name}".${didYouMean(name, known)}`
    throw unknownParameter('unknown_ordering', detail, { parameter: 'ordering', known })
  })
}

function readLimit(value: number): number {
  if (value >= 1 && value <= MAX_GROUPS) return value
  throw malformed('limit', `a whole number from 1 to ${MAX_GROUPS}`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
