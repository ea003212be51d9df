import type pg from 'pg'
import { SEARCHED } from './names.js'
import type { Company, Population } from './population.js'
import type { Target } from './target.js'

export type ServerName = 'app' | 'bare'

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly body?: string
}

export type Kind = 'list' | 'search' | 'retrieve' | 'write' | 'statistics' | 'cursor'

/** One kind of request, and how its answer is known to be right. */
export interface Item {
  readonly name: string
  readonly kind: Kind
  readonly company: Company
  readonly status: number
  /** What it may cost, with PostgreSQL, as a multiple of the bare server's cost. */
  readonly limit?: number
  /** Sent in turn; cursors differ between the servers, all else is the same. */
  readonly calls: Readonly<Record<ServerName, readonly Call[]>>
  accepts(answer: unknown): boolean
}

interface Place {
  readonly id: string
  readonly at: Date
}

const PAGE = 25
const SAMPLE = 100
const CUSTOMERS = '/api/customers/'
const FILTERED = 'status=active&customer_type=business'

/**
 * Everything that is measured, with the counts that the copied rows have.
 *
 * @param app asked for the cursors that lead to last pages
 */
export async function workload(
  client: pg.Client,
  { large, medium, thousand, written }: Population,
  app: Target
): Promise<Item[]> {
  const filtered = (company: Company) =>
    countOf(client, company, `status = 'active' AND customer_type = 'business'`)
  const found = (company: Company) =>
    countOf(client, company, `concat_ws(' ', name, email, company_name) ILIKE '%${SEARCHED}%'`)
  const searched = `?search=${SEARCHED}`

  return [
    list('first page', large, '', large.customers),
    list('first page', medium, '', medium.customers),
    list('page 400', large, '?page=400', large.customers),
    list('filtered', large, `?${FILTERED}`, await filtered(large)),
    list('filtered', medium, `?${FILTERED}`, await filtered(medium)),
    list('search', large, searched, await found(large), 'search'),
    list('search', medium, searched, await found(medium), 'search'),
    retrieve(large, await sample(client, large)),
    create(written),
    update(written, await sample(client, written)),
    statistics(large),
    firstCursor(thousand),
    await lastCursor(client, thousand, app),
    firstCursor(large),
    await lastCursor(client, large, app),
  ]
}

function list(
  name: string,
  company: Company,
  query: string,
  count: number,
  kind: Kind = 'list'
): Item {
  return {
    name: `${name} ${size(company)}`,
    kind,
    company,
    status: 200,
    calls: same([{ method: 'GET', path: `${CUSTOMERS}${query}` }]),
    accepts: (answer) =>
      rowsOf(answer) === Math.min(PAGE, count) && part(answer, 'count') === count,
  }
}

function retrieve(company: Company, ids: readonly string[]): Item {
  return {
    name: 'retrieve',
    kind: 'retrieve',
    company,
    status: 200,
    calls: same(ids.map((id) => ({ method: 'GET', path: `${CUSTOMERS}${id}/` }))),
    accepts: isCustomer,
  }
}

function create(company: Company): Item {
  const body = JSON.stringify({
    name: 'Ada Thornby',
    first_name: 'Ada',
    last_name: 'Thornby',
    email: 'ada.thornby@example.com',
    phone: '+351 21 5550199',
    status: 'prospect',
    city: 'Lisbon',
    country: 'Portugal',
    source: 'website',
    tags: ['newsletter'],
    notes: 'Asked for the price list.',
  })
  return {
    name: 'create',
    kind: 'write',
    company,
    status: 201,
    calls: same([{ method: 'POST', path: CUSTOMERS, body }]),
    accepts: (answer) => isCustomer(answer) && part(answer, 'name') === 'Ada Thornby',
  }
}

function update(company: Company, ids: readonly string[]): Item {
  const calls = ids.map((id, index): Call => {
    const body = JSON.stringify({ phone: `+351 21 ${5_000_000 + index}`, notes: `Called ${index}` })
    return { method: 'PATCH', path: `${CUSTOMERS}${id}/`, body }
  })
  return {
    name: 'update',
    kind: 'write',
    company,
    status: 200,
    calls: same(calls),
    accepts: (answer) => isCustomer(answer) && String(part(answer, 'notes')).startsWith('Called '),
  }
}

function statistics(company: Company): Item {
  return {
    name: `statistics ${size(company)}`,
    kind: 'statistics',
    company,
    status: 200,
    calls: same([{ method: 'GET', path: `${CUSTOMERS}stats/` }]),
    accepts: (answer) => part(answer, 'total') === company.customers,
  }
}

function firstCursor(company: Company): Item {
  return walk('first', company, '?cursor=', '?after=', (answer) => part(answer, 'next') !== null)
}

/**
 * The cursor of the last page: the one that follows a page which begins 50
 * records before the end, where a filter on the time of creation puts it.
 */
async function lastCursor(client: pg.Client, company: Company, app: Target): Promise<Item> {
  const before = await placeAt(client, company, 2 * PAGE)
  const path = `${CUSTOMERS}?cursor=&created_at[lte]=${before.at.toISOString()}`
  const { answer } = await app.send(company, { method: 'GET', path })
  const next = part(answer, 'next')
  const cursor = typeof next === 'string' ? new URL(next).searchParams.get('cursor') : null
  if (!cursor) throw new Error('The application gives no cursor to the last page')
  const { id, at } = await placeAt(client, company, PAGE + 1)
  const after = `?after=${at.toISOString()},${id}`
  const isLast = (last: unknown) => part(last, 'next') === null
  return walk('last', company, `?cursor=${cursor}`, after, isLast)
}

function walk(
  page: string,
  company: Company,
  app: string,
  bare: string,
  ends: (answer: unknown) => boolean
): Item {
  const call = (query: string): Call[] => [{ method: 'GET', path: `${CUSTOMERS}${query}` }]
  return {
    name: `cursor ${page} ${size(company)}`,
    kind: 'cursor',
    company,
    status: 200,
    calls: { app: call(app), bare: call(bare) },
    accepts: (answer) => rowsOf(answer) === PAGE && ends(answer),
  }
}

async function countOf(client: pg.Client, company: Company, condition: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM bare.customers
     WHERE organization_id = $1 AND deleted_at IS NULL AND ${condition}`,
    [company.organizationId]
  )
  return Number(rows[0]?.count)
}

/** Ids from all over the organization. */
async function sample(client: pg.Client, company: Company): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM bare.customers WHERE organization_id = $1 ORDER BY hashtext(id::text) LIMIT $2`,
    [company.organizationId, SAMPLE]
  )
  return rows.map(({ id }) => id)
}

/** The record that stands so many places before the end of a list. */
async function placeAt(client: pg.Client, company: Company, fromEnd: number): Promise<Place> {
  const { rows } = await client.query<Place>(
    `SELECT id, created_at AS at FROM bare.customers
     WHERE organization_id = $1 ORDER BY created_at, id OFFSET $2 LIMIT 1`,
    [company.organizationId, fromEnd - 1]
  )
  const [place] = rows
  if (!place) throw new Error('The organization is too small')
  return place
}

function same(calls: readonly Call[]): Readonly<Record<ServerName, readonly Call[]>> {
  return { app: calls, bare: calls }
}

function size({ customers }: Company): string {
  return `${customers / 1000}k`
}

/** How many records a list shows. */
function rowsOf(answer: unknown): number {
  const results = part(answer, 'results')
  return Array.isArray(results) ? results.length : -1
}

function isCustomer(answer: unknown): boolean {
  return typeof part(answer, 'id') === 'string' && typeof part(answer, 'code') === 'string'
}

/** A member of an answer, if it is an object that has it. */
export function part(answer: unknown, name: string): unknown {
  if (typeof answer !== 'object' || answer === null) return undefined
  return Object.entries(answer).find(([key]) => key === name)?.[1]
}
