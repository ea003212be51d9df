/*
 * What an application is measured against: the same answers from `node:http`
 * and `pg` alone, with prepared statements, as one would write it by hand for
 * this one resource. Runs as a process of its own.
 */

import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Access, type Answer, Refusal, access, pool, serve } from './bare_http.js'

const MANY = 25
const WRITABLE = [
  ...['name', 'first_name', 'last_name', 'company_name', 'contact_person', 'email', 'phone'],
  ...['mobile', 'website', 'customer_type', 'status', 'industry', 'rating', 'assigned_to_id'],
  ...['payment_terms', 'credit_limit', 'tax_id', 'address', 'city', 'state', 'country'],
  ...['postal_code', 'source', 'tags', 'notes'],
]
const CHOICES: Record<string, readonly string[]> = {
  status: ['active', 'inactive', 'prospect', 'vip'],
  customer_type: ['individual', 'business'],
}

const LISTED = `c.id, c.user_id, c.user_profile_id, c.code, c.name, c.email, c.phone, c.customer_type,
  c.status, c.status IN ('active', 'vip') AS is_active, e.id AS assigned_to_id, c.converted_from_lead_id,
  c.parent_id, c.person_id, coalesce(c.extensions -> 'custom', '{}') AS custom,
  nullif(concat_ws(' ', e.first_name, e.last_name), '') AS assigned_to_name,
  '/api/customers/' || c.id || '/logo/?v=' || c.logo_id AS logo_url, c.created_at`
const ASSIGNEE = `LEFT JOIN bare.employees e ON e.organization_id = c.organization_id
  AND e.id = c.assigned_to_id AND e.deleted_at IS NULL`

interface Conditions {
  name: string
  sql: string
  /** What fits a search best comes first. */
  rank: string
  values: unknown[]
}

function conditionsOf(query: URLSearchParams, organizationId: string): Conditions {
  const found = { name: '', sql: 'c.organization_id = $1 AND c.deleted_at IS NULL', rank: '' }
  const values: unknown[] = [organizationId]
  for (const column of ['status', 'customer_type']) {
    const value = query.get(column)
    if (value === null) continue
    if (!CHOICES[column]?.includes(value)) throw new Refusal(400)
    values.push(value)
    found.name += `-${column}`
    found.sql += ` AND c.${column} = $${values.length}`
  }
  const search = query.get('search')
  if (search) {
    values.push(`%${search.replace(/[\\%_]/g, '\\$&')}%`)
    const place = `$${values.length}`
    found.name += '-search'
    found.sql += ` AND (c.name ILIKE ${place} OR c.email ILIKE ${place} OR c.company_name ILIKE ${place})`
    found.rank = `search_rank(lower(c.name || E'\\n' || coalesce(c.email, '') || E'\\n'
      || coalesce(c.company_name, '') || E'\\n'), replace(${place}, '%', '')), `
  }
  return { ...found, values }
}

async function list(organizationId: string, url: URL): Promise<Answer> {
  const after = url.searchParams.get('after')
  if (after !== null) return walk(organizationId, after)
  const { name, sql, rank, values } = conditionsOf(url.searchParams, organizationId)
  const page = Number(url.searchParams.get('page') ?? 1)
  if (!(page >= 1)) throw new Refusal(400)
  const [limit, offset] = [values.length + 1, values.length + 2]
  const [{ rows: results }, { rows: counts }] = await Promise.all([
    pool.query({
      name: `list${name}`,
      text: `SELECT ${LISTED} FROM bare.customers c ${ASSIGNEE} WHERE ${sql}
             ORDER BY ${rank}c.created_at DESC, c.id DESC LIMIT $${limit} OFFSET $${offset}`,
      values: [...values, MANY, (page - 1) * MANY],
    }),
    pool.query<{ count: number }>({
      name: `count${name}`,
      text: `SELECT count(*) FROM bare.customers c WHERE ${sql}`,
      values,
    }),
  ])
  const count = counts[0]?.count ?? 0
  const link = (number: number) => {
    url.searchParams.set('page', String(number))
    return url.href
  }
  const next = page * MANY < count ? link(page + 1) : null
  const previous = page > 1 ? link(page - 1) : null
  return { status: 200, body: { count, next, previous, page_size: MANY, results } }
}

async function walk(organizationId: string, after: string): Promise<Answer> {
  const [at, id] = after.split(',')
  const { rows } = await pool.query({
    name: at ? 'walk' : 'walk-first',
    text: `SELECT ${LISTED} FROM bare.customers c ${ASSIGNEE}
           WHERE c.organization_id = $1 AND c.deleted_at IS NULL
             ${at ? 'AND (c.created_at, c.id) < ($3::timestamptz, $4::uuid)' : ''}
           ORDER BY c.created_at DESC, c.id DESC LIMIT $2`,
    values: at ? [organizationId, MANY + 1, at, id] : [organizationId, MANY + 1],
  })
  const results = rows.slice(0, MANY)
  const last = results.at(-1)
  const next =
    rows.length > MANY && last ? `?after=${last.created_at.toISOString()},${last.id}` : null
  return { status: 200, body: { count: null, next, previous: null, page_size: MANY, results } }
}

async function detail(organizationId: string, id: string): Promise<unknown> {
  const { rows } = await pool.query({
    name: 'detail',
    text: `SELECT c.*, e.code AS e_code, e.first_name AS e_first, e.last_name AS e_last,
             e.email AS e_email, e.phone AS e_phone, e.department AS e_department,
             e.job_title AS e_title, e.status AS e_status, u.email AS u_email,
             u.first_name AS u_first, u.last_name AS u_last, u.phone AS u_phone,
             u.profile_image AS u_image, u.is_active AS u_active, p.profile_type AS p_type,
             p.status AS p_status, p.is_primary AS p_primary, p.activated_at AS p_activated,
             p.deactivated_at AS p_deactivated
           FROM bare.customers c ${ASSIGNEE}
           LEFT JOIN bare.users u ON u.id = c.user_id
           LEFT JOIN bare.user_profiles p
             ON p.organization_id = c.organization_id AND p.id = c.user_profile_id
           WHERE c.organization_id = $1 AND c.id = $2 AND c.deleted_at IS NULL`,
    values: [organizationId, id],
  })
  const row = rows[0]
  if (!row) throw new Refusal(404)
  return {
    id: row.id,
    organization: row.organization_id,
    user_id: row.user_id,
    user: row.user_id && {
      id: row.user_id,
      email: row.u_email,
      first_name: row.u_first,
      last_name: row.u_last,
      full_name: fullName(row.u_first, row.u_last) || row.u_email,
      profile_image: row.u_image,
      phone: row.u_phone,
      is_active: row.u_active,
    },
    user_profile_id: row.user_profile_id,
    user_profile: row.user_profile_id && {
      id: row.user_profile_id,
      profile_type: row.p_type,
      status: row.p_status,
      is_primary: row.p_primary,
      activated_at: row.p_activated,
      deactivated_at: row.p_deactivated,
    },
    code: row.code,
    name: row.name,
    first_name: row.first_name,
    last_name: row.last_name,
    full_name: fullName(row.first_name, row.last_name) || row.name,
    company_name: row.company_name,
    contact_person: row.contact_person,
    email: row.email,
    phone: row.phone,
    mobile: row.mobile,
    website: row.website,
    customer_type: row.customer_type,
    customer_type_display: display(row.customer_type),
    status: row.status,
    status_display: display(row.status),
    is_active: ['active', 'vip'].includes(row.status),
    industry: row.industry,
    rating: row.rating,
    assigned_to_id: row.e_code && row.assigned_to_id,
    assigned_to: row.e_code && {
      id: row.assigned_to_id,
      code: row.e_code,
      full_name: fullName(row.e_first, row.e_last),
      email: row.e_email,
      phone: row.e_phone,
      department: row.e_department,
      job_title: row.e_title,
      status: row.e_status,
    },
    payment_terms: row.payment_terms,
    credit_limit: row.credit_limit,
    tax_id: row.tax_id,
    address: row.address,
    city: row.city,
    state: row.state,
    country: row.country,
    postal_code: row.postal_code,
    source: row.source,
    tags: row.tags,
    notes: row.notes,
    converted_from_lead_id: row.converted_from_lead_id,
    converted_from_lead: row.converted_from_lead_id && { id: row.converted_from_lead_id },
    converted_at: row.converted_at,
    next_activity_at: row.next_activity_at,
    activity_state: activityState(row.next_activity_at),
    logo_url: row.logo_id && `/api/customers/${row.id}/logo/`,
    parent_id: row.parent_id,
    parent: row.parent_id && { id: row.parent_id },
    person_id: row.person_id,
    person: row.person_id && { id: row.person_id },
    domains: row.domains,
    addresses: row.addresses,
    annual_revenue: row.annual_revenue,
    employee_count: row.employee_count,
    founded_on: row.founded_on,
    linkedin_url: row.linkedin_url,
    custom: row.extensions.custom ?? {},
    extensions: row.extensions,
    version: row.version,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

function activityState(next: Date | null): string {
  if (next === null) return 'none'
  return next.getTime() < Date.now() ? 'overdue' : 'planned'
}

function fullName(first: string | null, last: string | null): string {
  return [first, last].filter(Boolean).join(' ')
}

function display(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll('_', ' ')
}

/** The columns that a body writes. @throws 422 for what cannot be written */
function written(body: unknown): [string, unknown][] {
  if (typeof body !== 'object' || body === null) throw new Refusal(422)
  const entries = Object.entries(body)
  for (const [column, value] of entries) {
    if (!WRITABLE.includes(column)) throw new Refusal(422)
    if (typeof value === 'string' && value.length > 10_000) throw new Refusal(422)
    if (CHOICES[column] && !CHOICES[column].includes(value)) throw new Refusal(422)
    if (column === 'email' && value !== null && !/^\S+@\S+\.\S+$/.test(value))
      throw new Refusal(422)
  }
  return entries
}

/** Names a statement by the columns it writes; PostgreSQL cuts names after 63 characters. */
function places(columns: readonly string[]): string {
  return columns.map((column) => WRITABLE.indexOf(column)).join('-')
}

async function create({ organizationId, userId }: Access, body: unknown): Promise<Answer> {
  const entries = written(body)
  const columns = entries.map(([column]) => column)
  if (!columns.includes('name')) throw new Refusal(422)
  const id = randomUUID()
  await pool.query({
    name: `create-${places(columns)}`,
    text: `WITH counter AS (
             INSERT INTO bare.code_counters AS counter (organization_id, resource, last)
             VALUES ($1, 'customers', 1) ON CONFLICT (organization_id, resource)
             DO UPDATE SET last = counter.last + 1 RETURNING last)
           INSERT INTO bare.customers (organization_id, id, created_by_id, code, ${columns.join(', ')})
           SELECT $1, $2, $3, 'CUST' || lpad(last::text, greatest(3, length(last::text)), '0'),
                  ${columns.map((_, index) => `$${index + 4}`).join(', ')} FROM counter`,
    values: [organizationId, id, userId, ...entries.map(([, value]) => value)],
  })
  return { status: 201, body: await detail(organizationId, id) }
}

async function update({ organizationId }: Access, id: string, body: unknown): Promise<Answer> {
  const entries = written(body)
  const columns = entries.map(([column]) => column)
  const { rowCount } = await pool.query({
    name: `update-${places(columns)}`,
    text: `UPDATE bare.customers SET version = version + 1, updated_at = now(),
             ${columns.map((column, index) => `${column} = $${index + 3}`).join(', ')}
           WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL`,
    values: [organizationId, id, ...entries.map(([, value]) => value)],
  })
  if (rowCount === 0) throw new Refusal(404)
  return { status: 200, body: await detail(organizationId, id) }
}

async function statistics(organizationId: string): Promise<Answer> {
  const { rows } = await pool.query({
    name: 'statistics',
    text: `SELECT status, customer_type, industry, grouping(status, customer_type, industry) AS set,
             count(*) AS total,
             count(*) FILTER (WHERE created_at >= date_trunc('month', now())) AS new_this_month
           FROM bare.customers WHERE organization_id = $1 AND deleted_at IS NULL
           GROUP BY GROUPING SETS ((status), (customer_type), (industry), ())`,
    values: [organizationId],
  })
  const counts = (set: number, column: string) =>
    Object.fromEntries(
      rows.filter((row) => row.set === set).map((row) => [row[column] ?? '', row.total])
    )
  const all = rows.find((row) => row.set === 7)
  const byStatus = counts(3, 'status')
  return {
    status: 200,
    body: {
      total: all?.total ?? 0,
      active: byStatus.active ?? 0,
      inactive: byStatus.inactive ?? 0,
      by_status: byStatus,
      by_type: counts(5, 'customer_type'),
      by_industry: counts(6, 'industry'),
      new_this_month: all?.new_this_month ?? 0,
    },
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  const [, api, resource, id] = url.pathname.split('/')
  if (api !== 'api' || resource !== 'customers') throw new Refusal(404)
  const route = `${request.method} ${id ? (id === 'stats' ? id : 'one') : 'all'}`
  switch (route) {
    case 'GET all':
      return list((await access(request, 'customers:read')).organizationId, url)
    case 'GET stats':
      return statistics((await access(request, 'customers:read')).organizationId)
    case 'GET one': {
      const { organizationId } = await access(request, 'customers:read')
      return { status: 200, body: await detail(organizationId, String(id)) }
    }
    case 'POST all':
      return create(await access(request, 'customers:create'), await readBody(request))
    case 'PATCH one': {
      const allowed = await access(request, 'customers:update')
      return update(allowed, String(id), await readBody(request))
    }
    default:
      throw new Refusal(405)
  }
}

serve(answer)
