/*
 * The same answers about deals from `node:http` and `pg` alone, as one would
 * write them by hand: one prepared statement each, and counts and sums by a
 * scan. Runs as a process of its own.
 */

import type { IncomingMessage } from 'node:http'
import { type Answer, Refusal, access, pool, serve } from '#bench/bare_http'

const MANY = 25

const LISTED = `d.id, d.code, c.id AS customer_id, d.pipeline_id, d.stage_id, d.title,
  c.name AS customer_name, d.value, d.currency, d.status = 'open' AS is_active,
  e.id AS assigned_to_id, d.lost_reason_id, d.lead_id,
  s.name AS stage_name, d.probability, d.expected_close_date,
  nullif(concat_ws(' ', e.first_name, e.last_name), '') AS assigned_to_name, d.status, d.priority,
  d.status = 'won' AS is_won, d.status = 'lost' AS is_lost, d.created_at`
const JOINED = `
  LEFT JOIN bare.customers c ON c.organization_id = d.organization_id AND c.id = d.customer_id
    AND c.deleted_at IS NULL
  LEFT JOIN bare.pipeline_stages s ON s.organization_id = d.organization_id AND s.id = d.stage_id
  LEFT JOIN bare.employees e ON e.organization_id = d.organization_id AND e.id = d.assigned_to_id
    AND e.deleted_at IS NULL`
const ORDERS: Record<string, string> = {
  '-created_at': 'd.created_at DESC, d.id DESC',
  '-value': 'd.value DESC NULLS LAST, d.id DESC',
  'last_touch_at': 'd.last_touch_at, d.id',
}
const RESTED = `d.last_touch_at < now() - make_interval(days => coalesce(s.rot_after_days, 30))`

interface Conditions {
  name: string
  sql: string
  /** What fits a search best comes first. */
  rank: string
  values: unknown[]
}

function conditionsOf(query: URLSearchParams, organizationId: string): Conditions {
  const found = { name: '', sql: 'd.organization_id = $1 AND d.deleted_at IS NULL', rank: '' }
  const values: unknown[] = [organizationId]
  for (const [name, column] of [
    ['status', 'd.status'],
    ['priority', 'd.priority'],
    ['stage', 'd.stage_id'],
  ]) {
    const value = query.get(name ?? '')
    if (value === null) continue
    values.push(value)
    found.name += `-${name}`
    found.sql += ` AND ${column} = $${values.length}`
  }
  const search = query.get('search')
  if (search) {
    values.push(`%${search.replace(/[\\%_]/g, '\\$&')}%`)
    const place = `$${values.length}`
    found.name += '-search'
    found.sql += ` AND (d.title ILIKE ${place} OR c.name ILIKE ${place})`
    found.rank = `search_rank(lower(d.title || E'\\n'), replace(${place}, '%', '')), `
  }
  return { ...found, values }
}

async function list(organizationId: string, url: URL, rested = false): Promise<Answer> {
  const { name, sql, rank, values } = conditionsOf(url.searchParams, organizationId)
  const page = Number(url.searchParams.get('page') ?? 1)
  const key = url.searchParams.get('ordering') ?? (rested ? 'last_touch_at' : '-created_at')
  const order = ORDERS[key]
  if (!(page >= 1) || !order) throw new Refusal(400)
  const where = rested ? `${sql} AND d.status = 'open' AND ${RESTED}` : sql
  const counted = name.endsWith('search') || rested ? JOINED : ''
  const kind = `${rested ? 'stale' : 'list'}${name}-${key}`
  const [limit, offset] = [values.length + 1, values.length + 2]
  const [{ rows: results }, { rows: counts }] = await Promise.all([
    pool.query({
      name: kind,
      text: `SELECT ${LISTED} FROM bare.deals d ${JOINED} WHERE ${where}
             ORDER BY ${rank}${order} LIMIT $${limit} OFFSET $${offset}`,
      values: [...values, MANY, (page - 1) * MANY],
    }),
    pool.query<{ count: number }>({
      name: `count-${kind}`,
      text: `SELECT count(*) FROM bare.deals d ${counted} WHERE ${where}`,
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

const STAGE = `json_build_object('id', s.id, 'pipeline_id', s.pipeline_id, 'pipeline', s.pipeline_id, 'name', s.name,
  'description', s.description, 'type', s.type, 'order', s.position,
  'probability', s.probability::text, 'is_active', s.is_active, 'is_closed_won', s.type = 'won',
  'is_closed_lost', s.type = 'lost', 'rot_after_days', s.rot_after_days,
  'auto_move_after_days', s.auto_move_after_days)`

async function detail(organizationId: string, id: string): Promise<unknown> {
  const { rows } = await pool.query({
    name: 'detail',
    text: `SELECT d.*, ${STAGE} AS stage, p.code AS p_code, p.name AS p_name,
             p.description AS p_description, p.is_active AS p_active, p.is_default AS p_default,
             (SELECT json_agg(${STAGE} ORDER BY s.position) FROM bare.pipeline_stages s
              WHERE s.organization_id = d.organization_id AND s.pipeline_id = d.pipeline_id
                AND s.deleted_at IS NULL) AS p_stages,
             c.code AS c_code, c.name AS c_name, c.email AS c_email, c.phone AS c_phone,
             c.customer_type AS c_type, c.status AS c_status, e.code AS e_code,
             e.first_name AS e_first, e.last_name AS e_last, e.email AS e_email,
             e.phone AS e_phone, e.department AS e_department, e.job_title AS e_title,
             e.status AS e_status, d.last_touch_at + make_interval(days => s.rot_after_days) AS rots_at
           FROM bare.deals d ${JOINED}
           JOIN bare.pipelines p ON p.organization_id = d.organization_id AND p.id = d.pipeline_id
           WHERE d.organization_id = $1 AND d.id = $2 AND d.deleted_at IS NULL`,
    values: [organizationId, id],
  })
  const row = rows[0]
  if (!row) throw new Refusal(404)
  const isOpen = row.status === 'open'
  const rotsAt = isOpen ? row.rots_at : null
  return {
    id: row.id,
    organization: row.organization_id,
    code: row.code,
    customer_id: row.c_code && row.customer_id,
    customer: row.c_code && {
      id: row.customer_id,
      code: row.c_code,
      name: row.c_name,
      email: row.c_email,
      phone: row.c_phone,
      customer_type: row.c_type,
      status: row.c_status,
    },
    pipeline_id: row.pipeline_id,
    pipeline: {
      id: row.pipeline_id,
      code: row.p_code,
      name: row.p_name,
      description: row.p_description,
      is_active: row.p_active,
      is_default: row.p_default,
      stages: row.p_stages,
    },
    stage_id: row.stage_id,
    stage: row.stage,
    title: row.title,
    description: row.description,
    value: row.value,
    currency: row.currency,
    probability: row.probability,
    expected_revenue: row.expected_revenue,
    expected_close_date: row.expected_close_date,
    actual_close_date: row.actual_close_date,
    status: row.status,
    is_active: isOpen,
    priority: row.priority,
    assigned_to_id: row.e_code && row.assigned_to_id,
    assigned_to: row.e_code && {
      id: row.assigned_to_id,
      code: row.e_code,
      full_name: [row.e_first, row.e_last].filter(Boolean).join(' '),
      email: row.e_email,
      phone: row.e_phone,
      department: row.e_department,
      job_title: row.e_title,
      status: row.e_status,
    },
    is_won: row.status === 'won',
    is_lost: row.status === 'lost',
    lost_reason: row.lost_reason,
    lost_reason_id: row.lost_reason_id,
    lead_id: row.lead_id,
    lead: row.lead_id && { id: row.lead_id },
    converted_from_lead: row.lead_id && { id: row.lead_id },
    source: row.source,
    tags: row.tags,
    notes: row.notes,
    stage_entered_at: row.stage_entered_at,
    last_touch_at: row.last_touch_at,
    rots_at: rotsAt,
    is_rotten: rotsAt !== null && rotsAt < new Date(),
    version: row.version,
    created_at: row.created_at,
    updated_at: row.updated_at,
    extensions: row.extensions,
  }
}

async function statistics(organizationId: string): Promise<Answer> {
  const { rows } = await pool.query({
    name: 'statistics',
    text: `SELECT status, priority, stage_id, currency,
             grouping(status, priority, stage_id, currency) AS set, count(*) AS total,
             sum(value) AS value, sum(expected_revenue) AS revenue
           FROM bare.deals WHERE organization_id = $1 AND deleted_at IS NULL
           GROUP BY GROUPING SETS ((status, currency), (priority), (stage_id, currency), (currency), ())`,
    values: [organizationId],
  })
  const of = (set: number) => rows.filter((row) => row.set === set)
  return {
    status: 200,
    body: {
      total: of(15)[0]?.total ?? 0,
      by_status: of(6),
      by_priority: of(11),
      by_stage: of(12),
      by_currency: of(14),
    },
  }
}

async function board(organizationId: string): Promise<Answer> {
  const { rows } = await pool.query({
    name: 'board',
    text: `SELECT ${STAGE} AS stage, held.count, held.sums,
             (SELECT json_agg(shown) FROM (
                SELECT ${LISTED} FROM bare.deals d ${JOINED.replace(/LEFT JOIN bare\.pipeline_stages s.*/, '')}
                WHERE d.organization_id = s.organization_id AND d.stage_id = s.id
                  AND d.deleted_at IS NULL
                ORDER BY d.created_at DESC, d.id DESC LIMIT ${MANY}) shown) AS deals
           FROM bare.pipeline_stages s
           JOIN bare.pipelines p ON p.organization_id = s.organization_id AND p.id = s.pipeline_id
           LEFT JOIN LATERAL (
             SELECT sum(n) AS count, json_agg(json_build_object('currency', currency, 'count', n,
                      'value', value, 'expected_revenue', revenue)) AS sums
             FROM (SELECT currency, count(*) AS n, sum(value)::text AS value,
                          sum(expected_revenue)::text AS revenue
                   FROM bare.deals d WHERE d.organization_id = s.organization_id
                     AND d.stage_id = s.id AND d.deleted_at IS NULL GROUP BY 1) each_currency
           ) held ON true
           WHERE s.organization_id = $1 AND s.deleted_at IS NULL AND s.type = 'open' AND p.is_default
           ORDER BY s.position`,
    values: [organizationId],
  })
  return { status: 200, body: { columns: rows } }
}

async function forecast(organizationId: string): Promise<Answer> {
  const { rows } = await pool.query({
    name: 'forecast',
    text: `SELECT date_trunc('month', expected_close_date) AS month, currency,
             count(*) AS deal_count, sum(value) AS total_value, sum(expected_revenue) AS expected_revenue
           FROM bare.deals
           WHERE organization_id = $1 AND deleted_at IS NULL AND status = 'open'
           GROUP BY 1, 2 ORDER BY 1, 2`,
    values: [organizationId],
  })
  return { status: 200, body: { forecasts: rows } }
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  const [, , resource, name] = url.pathname.split('/')
  const { organizationId } = await access(request, 'deals:read')
  if (resource !== 'deals') throw new Refusal(404)
  switch (name) {
    case '':
      return list(organizationId, url)
    case 'stale':
      return list(organizationId, url, true)
    case 'stats':
      return statistics(organizationId)
    case 'kanban':
      return board(organizationId)
    case 'forecast':
      return forecast(organizationId)
    default:
      return { status: 200, body: await detail(organizationId, String(name)) }
  }
}

serve(answer)
