import type { HttpContext } from '@adonisjs/core/http'
import { ensureCapability } from '#admin/capabilities'
import { type ColumnChoice, columnChoices, columnsOf, isFluid } from '#admin/columns'
import {
  type ActiveFilter,
  LIST_PARAMETERS,
  type Names,
  activeFilters,
  filterInputs,
  relatedFilters,
} from '#admin/filters'
import { engineQuery, withPageSearch } from '#admin/page_search'
import { type Query, flat, queryWith, withoutBlanks } from '#admin/query_string'
import { namesOf } from '#admin/related'
import { type JsonObject, type Shown, showValue, titleOf, valueOf } from '#admin/values'
import { humanize, labelIn, pluralize } from '#admin/humanize'
import { type ListRequest, isSearchable, readListRequest } from '#core/resources/query/list_request'
import { type Page, RecordQuery } from '#core/resources/query/record_query'
import { shortName } from '#core/resources/query/field_sql'
import { visibleFields } from '#core/resources/query/visible_fields'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Column {
  readonly name: string
  readonly label: string
  readonly isNumeric: boolean
  /** Takes the room that others leave, and is cut off where that is too little. */
  readonly isFluid: boolean
  /** The list in the order of this column; null when it cannot be sorted by it. */
  readonly sorted: string | null
  readonly direction: 'ascending' | 'descending' | 'none'
}

interface Row {
  readonly id: string
  readonly title: string
  readonly href: string
  readonly cells: readonly { readonly column: Column; readonly value: Shown }[]
}

/** A search looks at so many of the newest matches, so that it takes no longer the more there are. */
export const MAX_MATCHES = 2_000

/** Which list it is, and where its pages are. */
export interface Place {
  readonly resource: Resource
  /** Of the list, without a query string. */
  readonly path: string
  /** The field by which a record's page is found. */
  readonly key?: string
  /** Of the organization, to whose records links lead. */
  readonly slug?: string
  /** Where a record has its page, when that is not under the list's. */
  readonly hrefOf?: (record: JsonObject) => string
  /** Whether a record is still becoming what it will be, so that anyone who looks wants to see more. */
  readonly isUnfinished?: (record: JsonObject) => boolean
  /** Fields that these ask for. */
  readonly needs?: readonly string[]
}

/** What a user sees of a resource, and in which columns. */
interface Seen {
  readonly visible: ReadonlySet<string>
  readonly columns: readonly string[]
  /** Of the records that it is narrowed by. */
  readonly names: Names
}

/** How many records a page can have. */
const SIZES = [25, 50, 100]

/** What a record is called by. */
const NAMES = ['full_name', 'name', 'title', 'email', 'code', 'file_name']

/** Reads the list that the request's query asks for. @throws 400 for what is not understood in it */
export async function readRecordList(ctx: HttpContext, place: Place): Promise<RecordList> {
  const asked = withoutBlanks(ctx.request.qs())
  const resource = withPageSearch(place.resource, visibleFields(place.resource, ctx.identity))
  const query = new RecordQuery(resource, ctx.identity, UnitOfWork.get())
  const { visible } = query
  const list = readListRequest(engineQuery(asked, resource), resource, visible)
  if (list.deleted) ensureCapability(ctx, resource, 'restore')
  const columns = columnsOf(resource, visible, asked.columns)
  const fields = fieldsNeeded(resource, visible, [
    place.key ?? 'id',
    ...(place.needs ?? []),
    ...columns,
  ])
  const page = await UnitOfWork.get().read(
    query.page({ ...list, fields, maxMatches: MAX_MATCHES + 1 })
  )
  const names = await namesOf(
    ctx,
    relatedFilters(resource, visible, asked).flatMap(({ table, id }) =>
      id === null ? [] : [{ table, id }]
    )
  )
  return new RecordList({ ...place, resource }, { visible, columns, names }, list, page, asked)
}

/** What is read of each record of a list: what it is called by, and these fields. */
export function fieldsNeeded(
  resource: Resource,
  visible: ReadonlySet<string>,
  more: readonly string[]
): string[] {
  const named = NAMES.filter((name) => visible.has(name) && resource.list.includes(name))
  return [...new Set(['id', ...named, ...more])]
}

/** What the page of a list needs whose records are not changed in it. @param create whether they are made from it */
export function readOnlyList(resource: Resource, list: RecordList, { create = false } = {}) {
  const can = { create, bulk: false, export: false, restore: false }
  return { resource, list, can, bulk: [], isSearchable: list.isSearchable }
}

/** A page of a list as a template shows it. */
export class RecordList {
  readonly path: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly activeFilters: readonly ActiveFilter[]
  readonly filters: ReturnType<typeof filterInputs>
  /** What could be its columns. */
  readonly choices: readonly ColumnChoice[]
  /** Whether it looks another way in a moment; null when it never does by itself. */
  readonly isLive: boolean | null
  readonly isSearchable: boolean
  private readonly resource: Resource

  constructor(
    { resource, path, key = 'id', slug = '', hrefOf, isUnfinished }: Place,
    { visible, columns, names }: Seen,
    private readonly list: ListRequest,
    private readonly page: Page,
    private readonly query: Query
  ) {
    this.resource = resource
    this.path = path
    this.columns = columns.map((name) => this.#column(name))
    this.choices = columnChoices(resource, visible, columns)
    const records: JsonObject[] = JSON.parse(`[${page.results}]`)
    this.rows = records.map((record) => ({
      id: String(record.id),
      title: titleOf(record),
      href: hrefOf?.(record) ?? `${this.path}/${String(record[key])}`,
      cells: this.columns.flatMap((column) => {
        const field = resource.fields[column.name]
        return field
          ? [
              {
                column,
                value: inOneLine(showValue(resource, field, cellOf(record, column.name), slug)),
              },
            ]
          : []
      }),
    }))
    this.isSearchable = isSearchable(resource, visible)
    this.isLive = isUnfinished ? records.some(isUnfinished) : null
    this.activeFilters = activeFilters(resource, query, this.path, names)
    const inputs = filterInputs(resource, visible, query, names)
    /* Related records are looked up in an organization. */
    this.filters = slug === '' ? { ...inputs, related: [] } : inputs
  }

  /** `1,234`, or `2,000+` where a search looks at no more. */
  get count(): string {
    const count = this.page.count ?? this.rows.length
    return this.isCapped ? `${MAX_MATCHES.toLocaleString('en-US')}+` : count.toLocaleString('en-US')
  }

  /** Whether more matches the search than was looked at. */
  get isCapped(): boolean {
    return this.list.search !== null && (this.page.count ?? 0) > MAX_MATCHES
  }

  get search(): string {
    return typeof this.query.search === 'string' ? this.query.search : ''
  }

  get isDeleted(): boolean {
    return this.list.deleted
  }

  get isNarrowed(): boolean {
    return this.activeFilters.length > 0 || this.search !== ''
  }

  /** `26–50`. */
  get range(): string {
    const first = (this.list.page - 1) * this.list.pageSize
    const last = first + this.rows.length
    const from = (first + 1).toLocaleString('en-US')
    return this.rows.length === 1 ? from : `${from}–${last.toLocaleString('en-US')}`
  }

  get previous(): string | null {
    return this.list.page > 1 ? this.link({ page: String(this.list.page - 1) }) : null
  }

  get next(): string | null {
    return this.page.more ? this.link({ page: String(this.list.page + 1) }) : null
  }

  /** How many records a page could have instead; none where all are on it anyway. */
  get sizes() {
    if (this.list.page === 1 && this.next === null && this.list.pageSize === SIZES[0]) return []
    return SIZES.map((size) => ({
      size,
      isHere: size === this.list.pageSize,
      href: this.link({ page_size: size === SIZES[0] ? null : String(size), page: null }),
    }))
  }

  /** Whether a user chose its columns. */
  get hasOwnColumns(): boolean {
    return this.query.columns !== undefined
  }

  /** What a form that asks for this list anew must send besides its own fields. */
  carried(own: 'search' | 'filters' | 'columns'): [string, string][] {
    return flat(this.query).filter(
      ([name]) =>
        name !== 'page' && name !== own && (own !== 'filters' || LIST_PARAMETERS.has(name))
    )
  }

  /** The same list as a file. */
  get file(): string {
    return `${this.path}/export${queryWith(this.query, { page: null, page_size: null, columns: null })}`
  }

  link(change: Readonly<Record<string, string | null>>): string {
    return `${this.path}${queryWith(this.query, change)}`
  }

  #column(name: string): Column {
    const field = this.resource.fields[name]
    const sorting = this.list.sorting[0]
    const isSorted = sorting?.name === name
    const next = isSorted && !sorting.descending ? `-${name}` : name
    return {
      name,
      label: labelIn(this.resource, name),
      isNumeric: field?.type === 'decimal' || field?.type === 'integer',
      isFluid: field !== undefined && isFluid(field),
      sorted: field?.sortable ? this.link({ ordering: next, page: null }) : null,
      direction: isSorted ? (sorting.descending ? 'descending' : 'ascending') : 'none',
    }
  }
}

/** What a record of a list holds of a column; fields of the organization's own stand within `custom`. */
function cellOf(record: JsonObject, name: string) {
  return record[shortName(name)] ?? valueOf(record, name)
}

/** A list has no room for more than what an object consists of. */
function inOneLine(value: Shown): Shown {
  if (value.kind !== 'json') return value
  const json: unknown = JSON.parse(value.text)
  const parts = Array.isArray(json)
    ? [pluralize(json.length, 'entry', 'entries')]
    : Object.keys(Object(json))
  return { kind: 'text', text: parts.map(humanize).join(', ') }
}
