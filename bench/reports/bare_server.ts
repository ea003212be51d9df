/*
 * The same reports and searches from `node:http` and `pg` alone, each by the cheapest statement
 * that answers them: sums from indexes that hold all that is summed, searches by a trigram index,
 * whose matches are gone through once. Runs as a process of its own.
 */

import type { IncomingMessage } from 'node:http'
import { type Answer, Refusal, access, pool, serve } from '#bench/bare_http'

const MANY = 25

async function performance(organizationId: string): Promise<Answer> {
  const { rows } = await pool.query({
    name: 'performance',
    text: `WITH customers AS (
             SELECT assigned_to_id AS id, count(*) AS n FROM bare.customers
             WHERE organization_id = $1 AND deleted_at IS NULL GROUP BY 1),
           leads AS (
             SELECT assigned_to_id AS id, count(*) AS n,
                    count(*) FILTER (WHERE is_converted) AS converted
             FROM bare.leads WHERE organization_id = $1 AND deleted_at IS NULL GROUP BY 1),
           sums AS (
             SELECT assigned_to_id AS id, currency, count(*) AS n,
                    count(*) FILTER (WHERE status = 'won') AS won,
                    count(*) FILTER (WHERE status <> 'open') AS closed,
                    sum(value) FILTER (WHERE status = 'won') AS won_value,
                    sum(value) FILTER (WHERE status = 'open') AS open_value
             FROM bare.deals WHERE organization_id = $1 AND deleted_at IS NULL GROUP BY 1, 2),
           deals AS (SELECT id, json_agg(sums) AS by_currency, sum(n) AS n, sum(won) AS won,
                            sum(closed) AS closed, sum(won_value) FILTER (WHERE currency = 'USD') AS rank
                     FROM sums GROUP BY 1)
           SELECT e.id, e.code, e.first_name, e.last_name, e.department, e.job_title,
                  customers.n AS customers, leads.n AS leads, leads.converted, deals.n AS deals,
                  deals.won, deals.closed, deals.by_currency
           FROM bare.employees e LEFT JOIN customers ON customers.id = e.id
           LEFT JOIN leads ON leads.id = e.id LEFT JOIN deals ON deals.id = e.id
           WHERE e.organization_id = $1 AND e.deleted_at IS NULL
           ORDER BY deals.rank DESC NULLS LAST LIMIT ${MANY}`,
    values: [organizationId],
  })
  return { status: 200, body: rows }
}

async function customerStatistics(organizationId: string): Promise<Answer> {
  const { rows } = await pool.query({
    name: 'customers',
    text: `WITH kinds AS (
             SELECT status, customer_type, count(*) AS n FROM bare.customers
             WHERE organization_id = $1 AND deleted_at IS NULL GROUP BY 1, 2),
           industries AS (
             SELECT industry, count(*) AS n FROM bare.customers
             WHERE organization_id = $1 AND deleted_at IS NULL GROUP BY 1),
           sums AS (
             SELECT currency, count(*) AS n, count(value) AS priced, sum(value) AS value
             FROM bare.deals d WHERE organization_id = $1 AND deleted_at IS NULL
               AND customer_id IS NOT NULL AND NOT EXISTS (
                 SELECT FROM bare.customers c WHERE c.organization_id = $1
                   AND c.id = d.customer_id AND c.deleted_at IS NOT NULL)
             GROUP BY 1)
           SELECT (SELECT sum(n) FROM kinds)::bigint AS total,
                  (SELECT json_agg(kinds) FROM kinds) AS kinds,
                  (SELECT json_agg(industries) FROM industries) AS industries,
                  (SELECT json_agg(sums) FROM sums) AS sums,
                  (SELECT count(*) FROM bare.customers WHERE organization_id = $1
                    AND deleted_at IS NULL AND created_at >= date_trunc('month', now())) AS recent`,
    values: [organizationId],
  })
  return { status: 200, body: rows[0] }
}

async function leadStatistics(organizationId: string): Promise<Answer> {
  const { rows } = await pool.query({
    name: 'leads',
    text: `SELECT status, qualification_status, source, count(*) AS n, sum(lead_score) AS score,
             sum(estimated_value) AS value,
             count(*) FILTER (WHERE created_at >= date_trunc('month', now())) AS recent
           FROM bare.leads WHERE organization_id = $1 AND deleted_at IS NULL GROUP BY 1, 2, 3`,
    values: [organizationId],
  })
  const total = rows.reduce((sum: number, { n }: { n: number }) => sum + n, 0)
  return { status: 200, body: { total, kinds: rows } }
}

async function forecast(organizationId: string): Promise<Answer> {
  const { rows } = await pool.query({
    name: 'forecast',
    text: `SELECT expected_close_date AS day, currency, count(*) AS deal_count,
             count(value) AS priced, sum(value) AS total_value,
             sum(expected_revenue) AS expected_revenue
           FROM bare.deals
           WHERE organization_id = $1 AND deleted_at IS NULL AND status = 'open'
           GROUP BY 1, 2 ORDER BY 1, 2`,
    values: [organizationId],
  })
  return { status: 200, body: { forecasts: rows } }
}

interface Searched {
  /** Selects the id, the time and what was searched of what is found; the words are $3 and up. */
  readonly found: (words: readonly string[]) => string
  readonly listed: string
}

const all = (column: string, words: readonly string[]) =>
  words.map((word) => `${column} LIKE ${word}`).join(' AND ')

const COUNT = '(SELECT count(*) FROM found) AS all_found'

const SEARCHES: Readonly<Record<string, Searched>> = {
  customers: {
    found: (words) => `SELECT id, created_at, words FROM bare.customers
      WHERE organization_id = $1 AND deleted_at IS NULL AND ${all('words', words)}`,
    listed: `${COUNT}, c.id, c.user_id, c.user_profile_id, c.code, c.name, c.email, c.phone,
        c.customer_type, c.status, c.status IN ('active', 'vip') AS is_active,
        e.id AS assigned_to_id, c.converted_from_lead_id,
        nullif(concat_ws(' ', e.first_name, e.last_name), '') AS assigned_to_name, c.created_at
      FROM page JOIN bare.customers c ON c.organization_id = $1 AND c.id = page.id
      LEFT JOIN bare.employees e ON e.organization_id = c.organization_id
        AND e.id = c.assigned_to_id AND e.deleted_at IS NULL`,
  },
  /* Each word stands in the title or in the name of the customer. */
  deals: {
    found: (words) => {
      const deal = 'd.organization_id = $1 AND d.deleted_at IS NULL'
      const joined = `SELECT d.id, d.created_at, d.words FROM bare.deals d
        JOIN bare.customers c ON c.organization_id = $1 AND c.id = d.customer_id
          AND c.deleted_at IS NULL WHERE ${deal}`
      const ways = Array.from({ length: 2 ** words.length - 1 }, (_, way) => {
        const [named, titled] = [0, 1].map((place) =>
          words.filter((__, index) => ((way >> index) & 1) === place)
        )
        const names = named?.map((word) => `c.words LIKE ${word} AND lower(c.name) LIKE ${word}`)
        const titles = titled?.map((word) => `d.words LIKE ${word}`)
        return `${joined} AND ${[...(names ?? []), ...(titles ?? [])].join(' AND ')}`
      })
      return `SELECT d.id, d.created_at, d.words FROM bare.deals d
        WHERE ${deal} AND ${all('d.words', words)} UNION ${ways.join(' UNION ')}`
    },
    listed: `${COUNT}, d.id, d.code, c.id AS customer_id, d.pipeline_id, d.stage_id, d.title,
        c.name AS customer_name, d.value, d.currency, d.status = 'open' AS is_active,
        e.id AS assigned_to_id, d.lost_reason_id, d.lead_id, s.name AS stage_name, d.probability, d.expected_close_date,
        nullif(concat_ws(' ', e.first_name, e.last_name), '') AS assigned_to_name, d.status,
        d.priority, d.status = 'won' AS is_won, d.status = 'lost' AS is_lost, d.created_at
      FROM page JOIN bare.deals d ON d.organization_id = $1 AND d.id = page.id
      LEFT JOIN bare.customers c ON c.organization_id = d.organization_id AND c.id = d.customer_id
        AND c.deleted_at IS NULL
      LEFT JOIN bare.pipeline_stages s ON s.organization_id = d.organization_id
        AND s.id = d.stage_id
      LEFT JOIN bare.employees e ON e.organization_id = d.organization_id
        AND e.id = d.assigned_to_id AND e.deleted_at IS NULL`,
  },
}

/** A plan for each term, as its words are rare or not. */
async function search(organizationId: string, resource: string, term: string): Promise<Answer> {
  const searched = SEARCHES[resource]
  if (!searched) throw new Refusal(404)
  const words = term.split(' ').map((word) => `%${word}%`)
  const places = words.map((_, index) => `$${index + 3}`)
  const { rows } = await pool.query({
    text: `WITH found AS MATERIALIZED (
             SELECT id, created_at, search_rank(words, $2) AS rank
             FROM (${searched.found(places)}) matches),
           page AS (SELECT *, row_number() OVER () AS n FROM (
             SELECT id FROM found ORDER BY rank, created_at DESC, id DESC LIMIT ${MANY}) best)
           SELECT ${searched.listed} ORDER BY n`,
    values: [organizationId, term, ...words],
  })
  const results = rows.map(({ all_found: _, ...row }) => row)
  return { status: 200, body: { count: rows[0]?.all_found ?? 0, page_size: MANY, results } }
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  const term = url.searchParams.get('search')
  const { organizationId } = await access(request, 'customers:read')
  if (term !== null) return search(organizationId, url.pathname.split('/')[2] ?? '', term)
  switch (url.pathname) {
    case '/api/analytics/employee_performance/':
      return performance(organizationId)
    case '/api/customers/stats/':
      return customerStatistics(organizationId)
    case '/api/leads/stats/':
      return leadStatistics(organizationId)
    case '/api/analytics/forecast/':
      return forecast(organizationId)
    default:
      throw new Refusal(404)
  }
}

serve(answer)
