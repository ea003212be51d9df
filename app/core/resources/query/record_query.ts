import type { QueryResultRow } from 'pg'
import type { HttpContext } from '@adonisjs/core/http'
import type { Identity } from '#core/access/identity'
import { badRequest, notFound, permissionDenied } from '#core/http/exceptions/problem'
import { type Cursor, writeCursor } from '#core/resources/query/cursor'
import { countSql, countersSql } from '#core/resources/query/count'
import { type Condition, fieldsOf } from '#core/resources/query/condition_tree'
import type { Included } from '#core/resources/query/include_request'
import { INCLUDED, includedSql } from '#core/resources/query/included'
import { RELEVANCE, fieldSql, joinsSql, shortName } from '#core/resources/query/field_sql'
import { SEARCHED, keysetSql, orderSql } from '#core/resources/query/ordering'
import { DEFAULT_SIZE, type ListRequest } from '#core/resources/query/list_request'
import { Scope } from '#core/resources/query/scope'
import {
  type ListProjection,
  callerSql,
  listProjectionOf,
  projectionOf,
  recordSql,
  selectSql,
} from '#core/resources/query/projection'
import { visibleFields, visibleFieldsOf } from '#core/resources/query/visible_fields'
import { Statement } from '#core/resources/query/statement'
import { forCaller, whereSql } from '#core/resources/query/where_sql'
import type { Resource } from '#core/resources/define_resource'
import { asJson } from '#core/resources/json'
import { PreparedNames } from '#core/database/prepared_names'
import { Read } from '#core/database/read'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A page as PostgreSQL wrote it: finished JSON that is passed on, never parsed. */
export interface Page {
  /** The entries' JSON, separated by commas. */
  readonly results: string
  readonly count: number | null
  /** Where the next page of a walk begins; null at its end. */
  readonly cursor: string | null
  /** Whether a numbered page is followed by another. */
  readonly more: boolean
}

export interface Detail {
  readonly body: string
  readonly version: number
}

/** SQL about the records of a list, over `r`. */
export interface Parts {
  /** The common table expression that the conditions rest on when something is searched for. */
  readonly searched: string | null
  readonly where: string
  readonly order: string
  /** The fields of an entry, as they are written as JSON. */
  readonly columns: string
  /** The joins that the conditions and the order need, and these fields besides. */
  readonly joins: (fields?: readonly string[]) => string
}

interface PageRow {
  readonly results: string | null
  readonly count: number | null
  readonly found: number
  readonly last: Cursor | null
}

/** The query of a request: its resource, for its caller, in its unit of work. */
export function queryFor({
  resource,
  identity,
}: Pick<HttpContext, 'resource' | 'identity'>): RecordQuery {
  return new RecordQuery(resource, identity, UnitOfWork.get())
}

/** The same for what another permission than that to read lets the caller have, as an export does. */
export function queryBy(
  action: string,
  { resource, identity }: Pick<HttpContext, 'resource' | 'identity'>
): RecordQuery {
  return new RecordQuery(resource, identity, UnitOfWork.get(), resource.permission(action))
}

/**
 * Reads one resource for one caller, shaped in SQL by the resource's
 * definition: the caller's organization, the records their grant reaches, the
 * fields that exist for them.
 */
export class RecordQuery {
  readonly #resource: Resource
  readonly #caller: Identity
  readonly #unit: UnitOfWork
  readonly #scope: Scope

  /** @param by a permission besides that to read, which narrows what is read as far as it is narrowed */
  constructor(resource: Resource, caller: Identity, unit: UnitOfWork, by: string | null = null) {
    this.#resource = resource
    this.#caller = caller
    this.#unit = unit
    this.#scope = new Scope(resource, caller, unit.organizationId, by)
  }

  /** The names of the fields that exist for the caller. */
  get visible(): ReadonlySet<string> {
    return visibleFields(this.#resource, this.#caller)
  }

  /** One page of a list. */
  page(request: ListRequest): Read<Page> {
    const statement = new Statement()
    const text = this.#pageSql(request, statement)
    const name = this.#isCacheable(request) ? cachedLists.of(text) : null
    return Read.of<PageRow, Page>({ text, values: statement.values, name }, ([row]) => {
      const found = row?.found ?? 0
      const more = found > request.pageSize
      const last = request.cursor && more ? row?.last : null
      return {
        results: row?.results ?? '',
        count: row?.count ?? null,
        cursor: last ? writeCursor(request.sorting, last) : null,
        more,
      }
    })
  }

  /** The statement of a page, to stand in another one: `results` are the entries' JSON. */
  pageSql(request: ListRequest, statement: Statement): string {
    return this.#pageSql(request, statement)
  }

  /**
   * One record. @throws 404 when it is absent, deleted, foreign, or not within
   * the caller's reach
   */
  detail(id: string, fields: readonly string[], included: readonly Included[] = []): Read<Detail> {
    const statement = new Statement()
    const scope = this.#scope.readable(statement)
    if (included.length === 0) return this.#one('shown', id, fields, scope, statement)
    const further = this.#included(included, statement)
    const record = recordSql(this.#resource, this.#caller, fields, further)
    const text = `${record} WHERE ${scope} AND r.id = ${statement.bind(id)}`
    return statement.read<Detail & QueryResultRow, Detail>(text, (rows) => this.#found(rows))
  }

  /**
   * One that is deleted, for those who may bring it back.
   *
   * @throws 404 when it is there, absent, foreign, or not within the caller's reach
   */
  deleted(id: string, fields: readonly string[]): Read<Detail> {
    const statement = new Statement()
    return this.#one('deleted', id, fields, this.#scope.readable(statement, true), statement)
  }

  /**
   * A record that the caller has just written, also when their grants do not
   * reach it afterwards: what they wrote is no secret to them.
   */
  reload(id: string): Read<Detail> {
    const statement = new Statement()
    const fields = visibleFieldsOf(this.#resource.detail, this.visible)
    return this.#one('written', id, fields, this.#scope.organization(statement), statement)
  }

  /**
   * These fields of a record as the caller sees them, as values; null when the record is not there
   * for them.
   */
  async shown(id: string, fields: readonly string[]): Promise<Record<string, unknown> | null> {
    const statement = new Statement()
    const { text } = projectionOf(this.#resource, this.#caller, [...fields])
    const where = `${this.#scope.readable(statement)} AND r.id = ${statement.bind(id)}`
    const { rows } = await this.#unit.query<Detail & QueryResultRow>(
      `${text} WHERE ${where}`,
      statement.values
    )
    const [row] = rows
    return row ? Object(JSON.parse(row.body)) : null
  }

  /**
   * The whole shape is asked for so often that each connection keeps it
   * prepared, by the digest of what is selected, since plugins add to it; its
   * conditions differ in number, and so in name, only, unless plugins narrow.
   */
  #one(
    purpose: 'shown' | 'deleted' | 'written',
    id: string,
    fields: readonly string[],
    scope: string,
    statement: Statement
  ): Read<Detail> {
    const projection = projectionOf(this.#resource, this.#caller, fields)
    const text = `${projection.text} WHERE ${scope} AND r.id = ${statement.bind(id)}`
    const name =
      fields === this.#resource.detail && projection.isCacheable && !this.#scope.isNarrowed
        ? `${projection.digest}:${purpose}:${statement.values.length}`
        : null
    return Read.of<Detail & QueryResultRow, Detail>(
      { text, values: statement.values, name },
      (rows) => this.#found(rows)
    )
  }

  #found([row]: readonly Detail[]): Detail {
    if (!row) throw notFound(this.#resource.singular)
    return row
  }

  /** What stands within a record, as a further column of it. */
  #included(included: readonly Included[], statement: Statement): string {
    if (included.length === 0) return ''
    const reading = { caller: this.#caller, statement }
    return `, ${includedSql(this.#resource, included, reading)} AS "${INCLUDED}"`
  }

  /**
   * The statement of an export: one row per record, one column per field, in
   * the list's order and filters.
   *
   * @throws 400 for a field that is not one value
   */
  exportSql(request: ListRequest, fields: readonly string[]) {
    const { fields: known, export: exported } = this.#resource
    const nested = fields.find((name) => known[name]?.type === 'json' && !exported.includes(name))
    if (nested) throw badRequest('unknown_field', `There is no column "${nested}".`, 'fields')

    const statement = new Statement()
    const where = this.#where(request, statement)
    const columns = fields
      .map((name) => `${this.#exported(name)} AS "${shortName(name)}"`)
      .join(', ')
    const joins = this.#joins(request, fields)
    return {
      text: `${this.#searchWith(request, statement)} SELECT ${columns} FROM ${this.#resource.table} r ${joins}
             WHERE ${where} ORDER BY ${orderSql(this.#resource, request.sorting)}`,
      values: statement.values,
    }
  }

  /**
   * The parts of a statement of one's own about the records of a list, such as
   * their sums: what the list would show, and nothing else.
   *
   * @param statement takes the values; the conditions may stand in it repeatedly
   */
  parts(request: ListRequest, statement: Statement): Parts {
    return {
      searched: this.#searchCte(request, statement),
      where: this.#where(request, statement),
      order: orderSql(this.#resource, request.sorting),
      columns: selectSql(this.#resource, this.#caller, request.fields),
      joins: (fields = []) => this.#joins(request, fields),
    }
  }

  /**
   * The kept counters of exactly the records of a list, as SQL that follows
   * FROM; null when nothing is kept of them.
   */
  counters(request: ListRequest, { bind }: Statement): string | null {
    if (!this.readsAll) return null
    return countersSql(this.#resource, this.#counted(request), this.organizationId, bind)
  }

  /** Conditions on `r` that select the undeleted records that the caller may read. */
  scope(statement: Statement): string {
    return this.#scope.readable(statement)
  }

  /** Whether the record is within what plugins let the caller find. */
  async isVisible(id: string): Promise<boolean> {
    const statement = new Statement()
    const { rowCount } = await this.#unit.query(
      `SELECT FROM ${this.#resource.table} r
       WHERE ${this.#scope.admitted(statement)}
         AND r.id = ${statement.bind(id)}`,
      statement.values
    )
    return rowCount === 1
  }

  /** Whether the caller reads all records of the organization, not only their own. */
  get readsAll(): boolean {
    return this.#scope.isAll
  }

  /** Whether plugins keep any records from the caller. */
  get isNarrowed(): boolean {
    return this.#scope.isNarrowed
  }

  /** Whether a list is of all undeleted records of the organization. */
  holdsAll({ search, deleted, filters }: ListRequest): boolean {
    return this.readsAll && search === null && !deleted && filters.length === 0
  }

  /** The organization that is read. */
  get organizationId(): string | null {
    return this.#unit.organizationId
  }

  /** @throws 403 for deleted records, for a caller who may not bring them back */
  #where(request: ListRequest, statement: Statement): string {
    if (request.deleted) this.#authorizeDeleted()
    const conditions = [this.#scope.readable(statement, request.deleted)]
    if (request.search !== null) {
      conditions.push(this.#searchSql(request.search, request.deleted, statement))
    }
    for (const condition of request.filters) {
      conditions.push(this.#conditionSql(condition, statement))
    }
    return conditions.join(' AND ')
  }

  #authorizeDeleted(): void {
    const permission = this.#resource.permission('restore')
    if (!this.#caller.grants.allows(permission)) throw permissionDenied(permission)
  }

  #conditionSql(condition: Condition, statement: Statement): string {
    const { organizationId } = this.#unit
    return whereSql(this.#resource, condition, { caller: this.#caller, organizationId, statement })
  }

  /** A request as counters are asked by it. */
  #counted(request: ListRequest): ListRequest {
    if (request.filters.length === 0) return request
    const filters = request.filters.map((condition) =>
      'operator' in condition ? forCaller(this.#resource, condition, this.#caller) : condition
    )
    return { ...request, filters }
  }

  #searchSql(search: string, deleted: boolean, { bind }: Statement): string {
    if (!this.#resource.searchable) {
      const texts = this.#searchedFields.map((name) => fieldSql(this.#resource, name))
      if (texts.length === 0) return 'false'
      return `fold_text(concat_ws(' ', ${texts.join(', ')})) LIKE ALL (search_words(${bind(search)}))`
    }
    if (!deleted) return 'r.id IN (SELECT id FROM matches)'
    const { searches = [] } = this.#resource
    const added = searches.filter(({ field }) => this.visible.has(field))
    return deletedMatch(
      this.#resource,
      bind(search),
      added.map(({ field }) => field)
    )
  }

  /** The fields that a search looks through where there is no index of it, as far as they exist for the caller. */
  get #searchedFields(): readonly string[] {
    const { searchable, page } = this.#resource
    return searchable ? [] : visibleFieldsOf(page?.search ?? [], this.visible)
  }

  #pageSql(request: ListRequest, statement: Statement): string {
    const { table } = this.#resource
    const count = request.withCount ? this.#count(request, statement) : 'NULL::bigint'
    const walk = request.cursor
    const entry = listProjectionOf(this.#resource, this.#caller, request)
    const ids = this.#idsSql(request, entry, statement)
    /* Not bound: a plan that is kept must know how few rows are wanted. */
    const size = Math.trunc(request.pageSize)
    const last = walk ? `(array_agg(keys ORDER BY n) FILTER (WHERE n = ${size}))[1]` : 'NULL::json'
    const keysColumn = walk
      ? `, json_build_array(${request.sorting
          .map(({ name }) => `${this.#sql(name)}::text`)
          .join(', ')}) AS keys`
      : ''
    /*
     * Once, whatever the planner thinks of a table that has just been filled: it
     * might look for the page again for each record of the organization.
     */
    const page = `page AS MATERIALIZED (SELECT *, row_number() OVER () AS n FROM (${ids}) listed)`
    const searched = this.#searchCte(request, statement)
    const columns = `${entry.columns}${this.#included(request.included, statement)}`
    return `WITH ${searched === null ? '' : `${searched}, `}${page}
      SELECT ${count} AS count, count(*)::int AS found,
             string_agg(body, ',' ORDER BY n) FILTER (WHERE n <= ${size}) AS results, ${last} AS last
      FROM (
        SELECT page.n,
               (SELECT row_to_json(shown) FROM (SELECT ${columns}) shown)::text AS body
               ${keysColumn}
        FROM page
        JOIN ${table} r ON ${this.#scope.organization(statement)} AND r.id = page.id
        ${isRanked(request) && walk ? 'CROSS JOIN LATERAL (SELECT page.rank) found' : ''}
        ${entry.joins}
      ) shown_page`
  }

  /** The ids of a page and one more: found in an index first, to read no more rows than it shows. */
  #idsSql(request: ListRequest, entry: ListProjection, statement: Statement): string {
    const keys = request.cursor === 'first' ? null : request.cursor
    const offset = (request.page - 1) * request.pageSize
    const skip = offset > 0 ? ` OFFSET ${statement.bind(offset)}` : ''
    const limit = `LIMIT ${Math.trunc(request.pageSize) + 1}${skip}`
    if (entry.order === SEARCHED && !keys && this.#isSearchAlone(request)) {
      return `SELECT id, rank FROM matches found ORDER BY ${SEARCHED} ${limit}`
    }
    const ranked = isRanked(request)
    const joins =
      this.#conditionFields(request).length === 0 && !ranked
        ? entry.orderJoins
        : this.#joins(request)
    const where = this.#where(request, statement)
    const after = keys
      ? ` AND ${keysetSql(this.#resource, request.sorting, keys, statement.bind)}`
      : ''
    return `SELECT r.id${ranked ? ', found.rank' : ''} FROM ${this.#resource.table} r ${joins}
            WHERE ${where}${after} ORDER BY ${entry.order} ${limit}`
  }

  /**
   * Whether a list is asked for as most are: all of it, in its own order and
   * shape, at its beginning or on a walk. Then one index holds its order, the
   * best plan is the same for every organization, and it is worth keeping: to
   * plan it costs more than to run it. What is filtered is planned anew, since
   * what is rare in one organization is not in another.
   */
  #isCacheable(request: ListRequest): boolean {
    return (
      listProjectionOf(this.#resource, this.#caller, request).isCacheable &&
      !this.#resource.baseScope &&
      this.holdsAll(request) &&
      request.included.length === 0 &&
      request.page === 1 &&
      request.pageSize === DEFAULT_SIZE
    )
  }

  /** Searches once for a statement that counts and pages what was found. */
  #searchWith(request: ListRequest, statement: Statement): string {
    const searched = this.#searchCte(request, statement)
    return searched === null ? '' : `WITH ${searched}`
  }

  /** Deleted records are in no index of the search: there they are looked at one by one. */
  #searchCte({ search, deleted, maxMatches }: ListRequest, statement: Statement): string | null {
    if (search === null || deleted || !this.#resource.searchable) return null
    const { table, searchable } = this.#resource
    const limit = searchable === 'ranked' ? [maxMatches ?? null] : (maxMatches ?? [])
    const terms = [search, ...[limit].flat()].map(statement.bind)
    const own = `SELECT * FROM search_${table}(${terms.join(', ')}) AS found (id)`
    const ways = [
      own,
      ...this.#fieldSearches.map((name) => `SELECT * FROM ${name}(${terms[0]})`),
      ...this.#finders(search, statement),
    ]
    if (ways.length === 1) return `matches AS MATERIALIZED (${own})`
    return `matches AS MATERIALIZED (
      SELECT id, min(rank) AS rank, min(created_at) AS created_at
      FROM (${ways.join(' UNION ALL ')}) way GROUP BY id)`
  }

  /** What plugins find, as far as it is there: the functions of searches know that themselves. */
  #finders(search: string, statement: Statement): readonly string[] {
    const { table, softDeletes, finders = [] } = this.#resource
    return finders.flatMap((find) => {
      const sql = find(search, statement.bind)
      if (sql === null) return []
      return `SELECT r.id, greatest(found.rank, 0)::integer AS rank, r.created_at::timestamptz
              FROM (${sql}) found (id, rank)
              JOIN ${table} r ON ${this.#scope.organization(statement)} AND r.id = found.id
              ${softDeletes ? 'WHERE r.deleted_at IS NULL' : ''}`
    })
  }

  /** The functions that find records by fields of plugins, as far as those exist for the caller. */
  get #fieldSearches(): readonly string[] {
    const { searches = [] } = this.#resource
    if (searches.length === 0) return []
    const { visible } = this
    return searches.flatMap((search) => (visible.has(search.field) ? search.function : []))
  }

  #count(request: ListRequest, statement: Statement): string {
    const kept = this.readsAll
      ? countSql(this.#resource, this.#counted(request), this.organizationId, statement.bind)
      : null
    if (kept) return kept
    if (this.#isSearchAlone(request)) return '(SELECT count(*) FROM matches)'
    const joins = joinsSql(this.#resource, this.#conditionFields(request))
    return `(SELECT count(*) FROM ${this.#resource.table} r ${joins} WHERE ${this.#where(request, statement)})`
  }

  /** Whether what was found is what is listed: the function of the search knows the rest. */
  #isSearchAlone({ search, deleted, filters }: ListRequest): boolean {
    return (
      search !== null &&
      !deleted &&
      filters.length === 0 &&
      Boolean(this.#resource.searchable) &&
      this.readsAll
    )
  }

  /** What the conditions and the order of a request rest on, and these fields. */
  #joins(request: ListRequest, fields: readonly string[] = []): string {
    const joins = joinsSql(this.#resource, [...fields, ...this.#mentionedFields(request)])
    return isRanked(request) ? `${FOUND} ${joins}` : joins
  }

  /** The fields that a request's conditions and order speak of. */
  #mentionedFields(request: ListRequest): string[] {
    return [...this.#conditionFields(request), ...request.sorting.map(({ name }) => name)]
  }

  /** The fields that a request's conditions speak of. */
  #conditionFields({ filters, search }: ListRequest): string[] {
    return [...filters.flatMap(fieldsOf), ...(search === null ? [] : this.#searchedFields)]
  }

  #sql(name: string): string {
    return callerSql(this.#resource, this.#caller, name)
  }

  #exported(name: string): string {
    const field = this.#resource.fields[name]
    if (field?.type === 'textArray') return `array_to_string(${this.#sql(name)}, ',')`
    return field ? `(${asJson(field.type, this.#sql(name))})::text` : 'NULL'
  }
}

/** What was found, in the order in which the search answers. */
const FOUND = `JOIN (SELECT * FROM matches ORDER BY rank, created_at DESC, id DESC OFFSET 0) found
               ON found.id = r.id`

/** Whether what fits a search best is to come first. */
function isRanked({ sorting }: ListRequest): boolean {
  return sorting.some(({ name }) => name === RELEVANCE)
}

/**
 * Whether a deleted record holds the words of a term, or its digits.
 *
 * @param added names of fields of plugins that hold them, too
 */
function deletedMatch(resource: Resource, term: string, added: readonly string[]): string {
  const inFields = added.map(
    (name) => `OR fold_text(${fieldSql(resource, name)}) LIKE ALL (search_words(${term}))`
  )
  return `(r.search_text LIKE ALL (search_words(${term}))
           OR r.search_text LIKE search_number(${term})
           ${resource.fields.code ? `OR r.code = search_code(${term})` : ''}
           ${inFields.join(' ')})`
}

/** A few per resource: with and without its count, the beginning of a walk and its middle. */
const cachedLists = new PreparedNames('list', 100)
