import { type Chip, chips, filterInputs } from '#admin/filters'
import { workplacePath } from '#admin/path'
import { type Query, queryWith } from '#admin/query_string'
import { type JsonObject, type Shown, showValue, titleOf } from '#admin/values'
import { counted, labelOf, words } from '#admin/words'
import type { ListRequest } from '#query/list_request'
import type { Page } from '#query/record_query'
import type { Resource } from '#resources/define_resource'

interface Column {
  readonly name: string
  readonly label: string
  readonly isNumeric: boolean
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

/** Fields that say in a list what the page says already. */
const IMPLIED = new Set(['id', 'organization', 'organization_id', 'organization_name', 'user_id'])
const MOST_COLUMNS = 8
/** A search looks at so many of the newest matches, so that it takes no longer the more there are. */
export const MOST_MATCHES = 2_000

/** The fields of a resource that are columns of its list: the first ones, and when it was made. */
export function columnsOf(resource: Resource, visible: ReadonlySet<string>): string[] {
  const shown = resource.list
    .filter((name) => visible.has(name) && !IMPLIED.has(name))
    .filter((name) => !(name.endsWith('_display') && resource.list.includes(name.slice(0, -8))))
  if (shown.length <= MOST_COLUMNS) return shown
  const first = shown.filter((name) => name !== 'created_at').slice(0, MOST_COLUMNS - 1)
  return shown.includes('created_at') ? [...first, 'created_at'] : first
}

/** A page of a list as a template shows it. */
export class RecordList {
  /** Of the list, without a query string. */
  readonly path: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly chips: readonly Chip[]
  readonly filters: ReturnType<typeof filterInputs>

  constructor(
    private readonly resource: Resource,
    visible: ReadonlySet<string>,
    private readonly list: ListRequest,
    private readonly page: Page,
    private readonly query: Query,
    slug: string
  ) {
    this.path = workplacePath(slug, resource.name)
    this.columns = columnsOf(resource, visible).map((name) => this.#column(name))
    const records: JsonObject[] = JSON.parse(`[${page.results}]`)
    this.rows = records.map((record) => ({
      id: String(record.id),
      title: titleOf(record),
      href: `${this.path}/${String(record.id)}`,
      cells: this.columns.flatMap((column) => {
        const field = resource.fields[column.name]
        return field
          ? [{ column, value: inOneLine(showValue(resource, field, record[column.name], slug)) }]
          : []
      }),
    }))
    this.chips = chips(resource, query, this.path)
    this.filters = filterInputs(resource, visible, query)
  }

  /** `1,234`, or `2,000+` where a search looks at no more. */
  get count(): string {
    const count = this.page.count ?? this.rows.length
    return this.isCapped
      ? `${MOST_MATCHES.toLocaleString('en-US')}+`
      : count.toLocaleString('en-US')
  }

  /** Whether more matches the search than was looked at. */
  get isCapped(): boolean {
    return this.list.search !== null && (this.page.count ?? 0) > MOST_MATCHES
  }

  get search(): string {
    return this.list.search ?? ''
  }

  get isDeleted(): boolean {
    return this.list.deleted
  }

  get isNarrowed(): boolean {
    return this.chips.length > 0 || this.search !== ''
  }

  /** `26–50`. */
  get range(): string {
    const first = (this.list.page - 1) * this.list.pageSize
    return `${(first + 1).toLocaleString('en-US')}–${(first + this.rows.length).toLocaleString('en-US')}`
  }

  get previous(): string | null {
    return this.list.page > 1 ? this.link({ page: String(this.list.page - 1) }) : null
  }

  get next(): string | null {
    return this.page.more ? this.link({ page: String(this.list.page + 1) }) : null
  }

  /** What a form that asks for this list anew must send besides its own fields. */
  carried(...without: string[]): [string, string][] {
    const names = ['ordering', 'search', 'deleted', 'page_size']
    return names.flatMap((name): [string, string][] => {
      const value = this.query[name]
      return typeof value === 'string' && !without.includes(name) ? [[name, value]] : []
    })
  }

  /** The same list as a file. */
  get file(): string {
    return `${this.path}/export${queryWith(this.query, { page: null, page_size: null })}`
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
      label: labelOf(name),
      isNumeric: field?.type === 'decimal' || field?.type === 'integer',
      sorted: field?.sortable ? this.link({ ordering: next, page: null }) : null,
      direction: isSorted ? (sorting.descending ? 'descending' : 'ascending') : 'none',
    }
  }
}

/** A list has no room for more than what an object consists of. */
function inOneLine(value: Shown): Shown {
  if (value.kind !== 'json') return value
  const json: unknown = JSON.parse(value.text)
  const parts = Array.isArray(json)
    ? [counted(json.length, 'entry', 'entries')]
    : Object.keys(Object(json))
  return { kind: 'text', text: parts.map(words).join(', ') }
}
