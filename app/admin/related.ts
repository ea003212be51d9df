import type { HttpContext } from '@adonisjs/core/http'
import { pageResourcesOf } from '#admin/page_resources'
import { type JsonObject, titleOf } from '#admin/values'
import type { Identity } from '#auth/identity'
import { readListRequest } from '#query/list_request'
import { RecordQuery } from '#query/record_query'
import { likeLiteral } from '#query/statement'
import type { Resource } from '#resources/define_resource'
import { UnitOfWork } from '#tenancy/unit_of_work'

export interface Candidate {
  readonly id: string
  readonly label: string
}

const MOST = 30
const NAMES = ['full_name', 'name', 'title', 'email', 'code', 'first_name', 'last_name']

/** The records of a table that a relation can lead to, as far as a search narrows them. */
export async function candidates(
  { identity, plugins }: HttpContext,
  table: string,
  search: string
): Promise<Candidate[]> {
  if (table === 'users') return identity.grants.allows('members:read') ? members(search) : []
  const resource = pageResourcesOf(plugins).find((each) => each.table === table)
  const mayRead = resource && identity.grants.allows(resource.permission('read'))
  return mayRead ? recordsOf(resource, identity, search) : []
}

async function recordsOf(resource: Resource, caller: Identity, search: string) {
  const query = new RecordQuery(resource, caller, UnitOfWork.get(), false)
  const list = readListRequest(
    resource.searchable && search !== '' ? { search } : {},
    resource,
    query.visible
  )
  const named = NAMES.filter((name) => query.visible.has(name))
  const page = await query.page({
    ...list,
    fields: ['id', ...named],
    pageSize: MOST,
    mostMatches: MOST,
    counted: false,
  })
  const records: JsonObject[] = JSON.parse(`[${page.results}]`)
  return records.map((record) => ({ id: String(record.id), label: labelOf(record) }))
}

function labelOf(record: JsonObject): string {
  const title = titleOf(record)
  const code = record.code
  return typeof code === 'string' && code !== title ? `${title} (${code})` : title
}

/** Of the organization: the fence lets nobody else be seen. */
async function members(search: string): Promise<Candidate[]> {
  const { rows } = await UnitOfWork.get().query<{ id: string; label: string }>(
    `SELECT id, coalesce(nullif(concat_ws(' ', first_name, last_name), '') || ' (' || email || ')',
                         email) AS label
     FROM users
     WHERE lower(concat_ws(' ', first_name, last_name, email)) LIKE lower($1)
     ORDER BY label LIMIT ${MOST}`,
    [`%${likeLiteral(search)}%`]
  )
  return rows
}
