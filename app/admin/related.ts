import type { HttpContext } from '@adonisjs/core/http'
import { pageResourcesOf } from '#admin/page_resources'
import { type JsonObject, titleOf } from '#admin/values'
import { readListRequest } from '#core/resources/query/list_request'
import { RecordQuery } from '#core/resources/query/record_query'
import { Statement, likeLiteral } from '#core/resources/query/statement'
import { foldText } from '#core/text/keys'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

export interface Candidate {
  readonly id: string
  readonly label: string
}

/** Which of them: those that a search finds, or the one of this id. */
interface Wish {
  readonly search?: string
  readonly id?: string
}

const MAX = 30
const NAMES = ['full_name', 'name', 'title', 'email', 'code', 'first_name', 'last_name']

/**
 * The records that a relation can lead to, by their tables, as far as a search
 * narrows them: one statement, however many tables there are.
 */
export async function candidates(
  ctx: HttpContext,
  tables: readonly string[],
  search: string
): Promise<ReadonlyMap<string, Candidate[]>> {
  const statement = new Statement()
  const parts = tables.flatMap((table): [string, string][] => {
    const sql =
      table === 'users'
        ? members(ctx, { search }, statement)
        : records(ctx, table, { search }, statement)
    return sql === null ? [] : [[table, sql]]
  })
  return ask(parts, statement)
}

/**
 * What records are called that relations lead to, by their ids, as far as they
 * are there for the caller.
 */
export async function namesOf(
  ctx: HttpContext,
  wanted: readonly { readonly table: string; readonly id: string }[]
): Promise<ReadonlyMap<string, string>> {
  const statement = new Statement()
  const parts = wanted.flatMap(({ table, id }): [string, string][] => {
    const sql =
      table === 'users' ? members(ctx, { id }, statement) : records(ctx, table, { id }, statement)
    return sql === null ? [] : [[id, sql]]
  })
  const found = await ask(parts, statement)
  return new Map([...found].flatMap(([id, [one]]) => (one ? [[id, one.label] as const] : [])))
}

/** Runs all parts as one statement. @returns what each of them found, by its name */
async function ask(
  parts: readonly (readonly [string, string])[],
  statement: Statement
): Promise<ReadonlyMap<string, Candidate[]>> {
  if (parts.length === 0) return new Map()
  const columns = parts.map(([, sql], index) => `(${sql}) AS t${index}`)
  const { rows } = await UnitOfWork.get().query<Record<string, string | null>>(
    `SELECT ${columns.join(', ')}`,
    statement.values
  )
  return new Map(parts.map(([name], index) => [name, read(rows[0]?.[`t${index}`] ?? '')]))
}

function records(
  { identity, plugins }: HttpContext,
  table: string,
  wish: Wish,
  statement: Statement
): string | null {
  const resource = pageResourcesOf(plugins).find((each) => each.table === table)
  if (!resource || !identity.grants.allows(resource.permission('read'))) return null
  const query = new RecordQuery(resource, identity, UnitOfWork.get())
  const list = readListRequest(queryFor(resource, wish), resource, query.visible)
  const named = NAMES.filter((name) => query.visible.has(name))
  const page = query.pageSql(
    { ...list, fields: ['id', ...named], pageSize: MAX, maxMatches: MAX, withCount: false },
    statement
  )
  return `SELECT results FROM (${page}) page`
}

/** Of the organization: the fence lets no one else be seen. */
function members(
  { identity }: HttpContext,
  { search = '', id }: Wish,
  { bind }: Statement
): string | null {
  if (!identity.grants.allows('members:read')) return null
  return `
    SELECT string_agg(json_build_object('id', id, 'name', label)::text, ','
                      ORDER BY label COLLATE alphabetical)
    FROM (SELECT id, label FROM users CROSS JOIN LATERAL (
            SELECT coalesce(nullif(concat_ws(' ', first_name, last_name), '') || ' (' || email || ')',
                            email) AS label) called
          WHERE fold_text(concat_ws(' ', first_name, last_name, email))
                LIKE ${bind(`%${likeLiteral(foldText(search))}%`)}
            ${id === undefined ? '' : `AND id = ${bind(id)}`}
          ORDER BY label COLLATE alphabetical LIMIT ${MAX}) member`
}

function queryFor({ searchable }: Resource, { search = '', id }: Wish) {
  if (id !== undefined) return { id }
  return searchable && search !== '' ? { search } : {}
}

function read(results: string): Candidate[] {
  const found: JsonObject[] = JSON.parse(`[${results}]`)
  return found.map((record) => ({ id: String(record.id), label: labelOf(record) }))
}

function labelOf(record: JsonObject): string {
  const title = titleOf(record)
  const code = record.code
  return typeof code === 'string' && code !== title ? `${title} (${code})` : title
}
