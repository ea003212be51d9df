import { type Problem, badRequest } from '#core/http/exceptions/problem'
import {
  ASSOCIATION_PARAMETERS,
  type AssociatedFilter,
  ensureUndeleted,
  readAssociated,
} from '#core/associations/filters'
import { type Cursor, orderingOf, readCursor } from '#core/resources/query/cursor'
import type { Condition, Filter } from '#core/resources/query/condition_tree'
import { readOperand } from '#core/resources/query/operand'
import {
  malformed,
  malformedFlag,
  repeated,
  unknownParameter,
} from '#core/resources/query/refusals'
import { type Included, MAX_INCLUDED, readIncluded } from '#core/resources/query/include_request'
import { visibleFieldsOf } from '#core/resources/query/visible_fields'
import { RELEVANCE, columnOf, sortKeyOf } from '#core/resources/query/field_sql'
import type { Resource } from '#core/resources/define_resource'
import { uuid } from '#core/resources/fields'
import { namesCaller } from '#core/resources/related'
import { didYouMean } from '#core/http/did_you_mean'
import { foldText } from '#core/text/keys'

export interface Sorting {
  readonly name: string
  readonly descending: boolean
}

/** A list as it was asked for, every part of it checked against the resource. */
export interface ListRequest {
  readonly page: number
  readonly pageSize: number
  /** Null: numbered pages. `first` is the beginning of a walk. */
  readonly cursor: Cursor | 'first' | null
  readonly withCount: boolean
  readonly sorting: readonly Sorting[]
  /** Whether the order is the resource's own, asked for or not. */
  readonly isInOwnOrder: boolean
  /** What its records meet, all of it. */
  readonly filters: readonly Condition[]
  readonly search: string | null
  /**
   * How many matches of the search are looked at, from the newest on; all of
   * them by default. For people, who read the first of them.
   */
  readonly maxMatches?: number
  readonly fields: readonly string[]
  /** The records that stand within those of the list. */
  readonly included: readonly Included[]
  readonly deleted: boolean
}

/** A single record as it was asked for. */
export interface DetailRequest {
  readonly fields: readonly string[]
  readonly included: readonly Included[]
}

export type QueryString = Readonly<Record<string, unknown>>

const ID = uuid()
/** How many entries a page has when no one says otherwise. */
export const DEFAULT_SIZE = 25
export const MAX_PAGE_SIZE = 100
export const MAX_PAGE = 1_000_000
const MAX_FILTERS = 20
export const MAX_SEARCH_LENGTH = 200
const PAGING = ['page', 'page_size', 'cursor', 'count']
const OWN_PARAMETERS = new Set([
  ...PAGING,
  'ordering',
  'search',
  'fields',
  'include',
  'deleted',
  'organization',
])

/**
 * Reads the query string of a list. Nothing in it is ignored.
 *
 * @param visible the fields that exist for the caller
 * @param shape the fields of an entry when none are picked
 * @throws 400 naming the parameter that is unknown or malformed
 */
export function readListRequest(
  query: QueryString,
  resource: Resource,
  visible: ReadonlySet<string>,
  shape: readonly string[] = resource.list
): ListRequest {
  const search = readSearch(query.search, resource, visible)
  const deleted = readDeleted(query.deleted, resource)
  const sorting = readSorting(query.ordering, resource, visible, {
    isRanked: resource.searchable === 'ranked' && search !== null && !deleted,
  })
  const cursor = requestedCursor(query, sorting, resource)
  const pageSize = Math.min(
    readNumber(query.page_size, 'page_size', DEFAULT_SIZE, Number.MAX_SAFE_INTEGER),
    MAX_PAGE_SIZE
  )
  const picked = splitList(query.fields, 'fields')
  const { included, own } = includedIn(query, picked)
  if (included.length > 0) ensureIncludable(included, { deleted, pageSize })
  return {
    page: cursor ? 1 : readNumber(query.page, 'page', 1, MAX_PAGE),
    pageSize,
    cursor,
    withCount: readCounting(query, cursor !== null),
    sorting,
    isInOwnOrder:
      query.ordering === undefined ? sorting[0]?.name !== RELEVANCE : isOwnOrder(sorting, resource),
    filters: [...readFilters(query, resource, visible), ...associatedIn(query, resource, deleted)],
    search,
    fields: readFields(own, shape, resource, visible),
    included,
    deleted,
  }
}

/** @throws 400 for what would be too much, or has nothing that could be included */
function ensureIncludable(
  included: readonly Included[],
  { deleted, pageSize }: Pick<ListRequest, 'deleted' | 'pageSize'>
): void {
  if (deleted) {
    const detail = 'Nothing is included in deleted records: use either "deleted" or "include".'
    throw badRequest('malformed_parameter', detail, 'include')
  }
  const isDeep = included.some(({ within }) => within.length > 0)
  if (isDeep && pageSize > MAX_INCLUDED[1]) {
    throw malformed('page_size', `at most ${MAX_INCLUDED[1]} where "include" is two levels deep`)
  }
}

/**
 * Reads what selects the records that an answer is about, for answers that are
 * no pages of them: filters and search.
 *
 * @param extra further parameters of lists that it takes
 * @throws 400 for any other parameter
 */
export function readFilterRequest(
  query: QueryString,
  resource: Resource,
  visible: ReadonlySet<string>,
  extra: readonly string[] = []
): ListRequest {
  for (const name of OWN_PARAMETERS) {
    const allowed = name === 'search' || name === 'organization' || extra.includes(name)
    if (query[name] !== undefined && !allowed) throw unknown(name)
  }
  return readListRequest(query, resource, visible)
}

/**
 * Reads a list that is answered whole, without pages.
 *
 * @throws 400 for the parameters of pages, too
 */
export function readWholeList(
  query: QueryString,
  resource: Resource,
  visible: ReadonlySet<string>,
  shape: readonly string[]
): ListRequest {
  const paging = [...PAGING, 'include'].find((name) => query[name] !== undefined)
  if (paging !== undefined) throw unknown(paging)
  return readListRequest(query, resource, visible, shape)
}

/** What a single record is asked for. @throws 400 for any other parameter */
export function readDetailRequest(
  query: QueryString,
  resource: Resource,
  visible: ReadonlySet<string>
): DetailRequest {
  refuseParameters(query, ['fields', 'include'])
  const picked = splitList(query.fields, 'fields')
  const { included, own } = includedIn(query, picked)
  return { fields: readFields(own, resource.detail, resource, visible), included }
}

/**
 * For answers that cannot be asked for in different ways.
 *
 * @param extra parameters that are read elsewhere
 * @throws 400 for any other parameter
 */
export function refuseParameters(query: QueryString, extra: readonly string[] = []): void {
  const name = Object.keys(query).find(
    (parameter) => parameter !== 'organization' && !extra.includes(parameter)
  )
  if (name !== undefined) throw unknown(name)
}

/** `true` or `false`; absent is false. @throws 400 when it is neither */
export function readFlag(value: unknown, name: string): boolean {
  if (value === undefined || value === 'false') return false
  if (value !== 'true') throw malformedFlag(name, value)
  return true
}

/** A record's id, or null when none is named. @throws 400 when it is none */
export function readId(value: unknown, name: string): string | null {
  if (value === undefined) return null
  return String(readOperand(ID, 'eq', value, name))
}

/** A whole number from 1. @throws 400 when it is none, or more than there can be */
export function readNumber(
  value: unknown,
  name: string,
  defaultValue: number,
  max: number
): number {
  if (value === undefined) return defaultValue
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : 0
  if (number >= 1 && number <= max) return number
  const upTo = max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`
  throw malformed(name, `a whole number from 1${upTo}`)
}

/** @param isRanked whether something is searched for, so that what fits best can come first */
function readSorting(
  value: unknown,
  resource: Resource,
  visible: ReadonlySet<string>,
  { isRanked }: { readonly isRanked: boolean }
): readonly Sorting[] {
  const own = ownOrder(resource)
  const names = splitList(value, 'ordering') ?? (isRanked ? [RELEVANCE, ...own] : own)
  const sorting = names.map((key) => {
    const { name, descending } = sortingOf(key)
    if (isRanked && key === RELEVANCE) return { name, descending }
    const field = visible.has(name) ? resource.fields[name] : undefined
    if (!field?.sortable) {
      const known = [...visible].filter((each) => resource.fields[each]?.sortable)
      const detail = `There is no ordering by "${name}".${didYouMean(name, known)}`
      throw unknownParameter('unknown_ordering', detail, { parameter: 'ordering', known })
    }
    return { name: field.filteredAs ?? name, descending }
  })
  if (new Set(sorting.map(({ name }) => name)).size !== sorting.length || sorting.length > 5) {
    throw malformed('ordering', 'at most five fields, each once')
  }
  return withId(sorting)
}

function ownOrder({ order }: Resource): string[] {
  return splitList(order, 'ordering') ?? []
}

/** Whether a list is in the order of its resource: saying it costs no more than leaving it out. */
function isOwnOrder(sorting: readonly Sorting[], resource: Resource): boolean {
  const known = ownOrderings.get(resource) ?? orderingOf(withId(ownSorting(resource)))
  ownOrderings.set(resource, known)
  return orderingOf(sorting) === known
}

function ownSorting(resource: Resource): Sorting[] {
  return ownOrder(resource).map((key) => {
    const { name, descending } = sortingOf(key)
    return { name: resource.fields[name]?.filteredAs ?? name, descending }
  })
}

const ownOrderings = new WeakMap<Resource, string>()

function sortingOf(key: string): Sorting {
  const descending = key.startsWith('-')
  return { name: descending ? key.slice(1) : key, descending }
}

/** The id decides between what is equal otherwise. */
function withId(sorting: readonly Sorting[]): readonly Sorting[] {
  if (sorting.some(({ name }) => name === 'id')) return sorting
  const [first] = sorting.filter(({ name }) => name !== RELEVANCE)
  return [...sorting, { name: 'id', descending: first?.descending ?? true }]
}

function requestedCursor(
  query: QueryString,
  sorting: readonly Sorting[],
  resource: Resource
): Cursor | 'first' | null {
  if (query.cursor === undefined) return null
  if (query.page !== undefined) {
    throw badRequest('malformed_parameter', 'Use either "page" or "cursor".', 'cursor')
  }
  if (query.cursor === '') return 'first'
  const types = sorting.map(({ name }) => sortKeyOf(resource, name).type)
  return readCursor(query.cursor, sorting, types)
}

function readCounting(query: QueryString, walking: boolean): boolean {
  if (query.count === undefined) return !walking
  if (query.count !== 'exact') throw malformed('count', 'exact')
  return true
}

function readFilters(
  query: QueryString,
  resource: Resource,
  visible: ReadonlySet<string>
): Filter[] {
  const filters: Filter[] = []
  for (const [name, value] of Object.entries(query)) {
    if (OWN_PARAMETERS.has(name) || isAboutAssociations(name, query, resource)) continue
    const field = visible.has(name) ? resource.fields[name] : undefined
    if (!field || field.operators.length === 0) throw unknown(name, parametersOf(resource, visible))
    if (Array.isArray(value)) throw repeated(name, field)
    const conditions = typeof value === 'object' && value !== null ? value : { eq: value }
    for (const [operator, operand] of Object.entries(conditions)) {
      const known = field.operators.find((candidate) => candidate === operator)
      const parameter = operator === 'eq' ? name : `${name}[${operator}]`
      if (!known) {
        throw badRequest(
          'unknown_operator',
          `"${name}" has no operator "${operator}". It has ${field.operators.join(', ')}.`,
          parameter
        )
      }
      filters.push({
        name: field.filteredAs ?? name,
        operator: known,
        operand: readOperand(field, known, operand, parameter, () => isPerson(resource, name)),
      })
    }
  }
  if (filters.length > MAX_FILTERS) {
    throw badRequest('too_many_filters', `At most ${MAX_FILTERS} filters.`)
  }
  return filters
}

/** A resource may have a field of that name, which is filtered by where nothing is said of associations. */
function isAboutAssociations(name: string, query: QueryString, { fields }: Resource): boolean {
  if (name !== 'associated' && name !== 'label') return false
  return query.associated !== undefined || !fields[name]
}

const NOT_ASSOCIATED: readonly AssociatedFilter[] = []

function associatedIn(
  query: QueryString,
  resource: Resource,
  deleted: boolean
): readonly AssociatedFilter[] {
  const isAsked = ASSOCIATION_PARAMETERS.some(
    (name) => query[name] !== undefined && isAboutAssociations(name, query, resource)
  )
  if (!isAsked) return NOT_ASSOCIATED
  const associated = readAssociated(query, resource)
  ensureUndeleted({ deleted })
  return associated
}

/** Whether a field is a user's or an employee's id, so that `me` may stand there. */
export function isPerson(resource: Resource, name: string): boolean {
  const field = resource.fields[name]
  const column = columnOf(resource, name)
  return (
    (field?.compared?.type ?? field?.type) === 'uuid' &&
    column !== null &&
    namesCaller(resource, column)
  )
}

function readSearch(
  value: unknown,
  resource: Resource,
  visible: ReadonlySet<string>
): string | null {
  if (value === undefined || value === '') return null
  if (!isSearchable(resource, visible)) throw unknown('search')
  if (typeof value !== 'string' || value.length > MAX_SEARCH_LENGTH) {
    throw malformed('search', `one text of at most ${MAX_SEARCH_LENGTH} characters`)
  }
  if (value.includes('\0') || !value.isWellFormed()) throw malformed('search', 'readable text')
  return foldText(value) === '' ? null : value.trim()
}

/** Whether a caller can search it: by its own index, or through those fields of its page that exist for them. */
export function isSearchable(
  { searchable, page }: Resource,
  visible: ReadonlySet<string>
): boolean {
  return Boolean(searchable) || (page?.search ?? []).some((name) => visible.has(name))
}

function readFields(
  names: readonly string[] | null,
  shape: readonly string[],
  resource: Resource,
  visible: ReadonlySet<string>
): readonly string[] {
  if (!names) return visibleFieldsOf(shape, visible)
  for (const name of names) {
    const shown =
      [shape, resource.list, resource.detail].some((known) => known.includes(name)) ||
      resource.fields[name]?.in?.includes('detail')
    if (!visible.has(name) || !shown) {
      const known = visibleFieldsOf(
        [...new Set([...shape, ...resource.list, ...resource.detail])],
        visible
      )
      const detail = `There is no field "${name}".${didYouMean(name, known)}`
      throw unknownParameter('unknown_field', detail, { parameter: 'fields', known })
    }
  }
  return [...new Set(names)]
}

function readDeleted(value: unknown, resource: Resource): boolean {
  if (value === undefined) return false
  if (!resource.softDeletes) throw unknown('deleted')
  return readFlag(value, 'deleted')
}

/** What is included, and which fields are left to the record itself. */
function includedIn(query: QueryString, picked: readonly string[] | null) {
  const include = splitList(query.include, 'include')
  return include === null ? { included: [], own: picked } : readIncluded(include, picked)
}

function splitList(value: unknown, name: string): string[] | null {
  if (value === undefined) return null
  const text = Array.isArray(value) ? value.join() : value
  if (typeof text !== 'string' || text === '') {
    throw malformed(name, 'names of fields with commas between them')
  }
  return text.split(',').map((item) => item.trim())
}

/** The parameters of a list of the resource, as far as they exist for the caller. */
function parametersOf(resource: Resource, visible: ReadonlySet<string>): string[] {
  const filters = [...visible].filter((name) => resource.fields[name]?.operators.length)
  return [...OWN_PARAMETERS, ...filters]
}

function unknown(name: string, known: readonly string[] = []): Problem {
  const detail = `There is no parameter "${name}".${didYouMean(name, known)}`
  return unknownParameter('unknown_parameter', detail, { parameter: name, known })
}
