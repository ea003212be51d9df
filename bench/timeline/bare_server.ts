/*
 * The same pages of a timeline from `node:http` and `pg` alone, as one would write them by hand for an
 * application that knows nothing but activities: one prepared statement over one index.
 */

import type { IncomingMessage } from 'node:http'
import { type Answer, Refusal, access, pool, serve } from '#bench/bare_http'

const MANY = 25

const KINDS: Readonly<Record<string, readonly string[]>> = {
  task: ['due_at', 'priority'],
  note: ['due_at'],
  meeting: ['due_at', 'location'],
  call: ['due_at', 'direction', 'outcome', 'duration_seconds'],
  message: ['due_at', 'direction', 'channel'],
}

interface Row extends Record<string, unknown> {
  readonly id: string
  readonly kind: string
  readonly at: Date
}

async function timeline(organizationId: string, id: string, url: URL): Promise<Answer> {
  const [at, kind, last] = url.searchParams.get('after')?.split(',') ?? []
  const behind = at ? 'AND (e.at, e.kind, e.activity_id) < ($4, $5, $6)' : ''
  const { rows } = await pool.query<Row>({
    name: at ? 'timeline-after' : 'timeline',
    text: `SELECT e.at, a.*, u.id AS actor_id, u.email AS actor_email,
             concat_ws(' ', u.first_name, u.last_name) AS actor_name, left(a.body, 500) AS excerpt
           FROM bare.customers c
           JOIN bare.activity_timeline e ON e.organization_id = c.organization_id
             AND e.type = 'customers' AND e.record_id = c.id
           JOIN bare.activities a ON a.organization_id = e.organization_id AND a.id = e.activity_id
             AND a.deleted_at IS NULL AND (a.visibility = 'all' OR a.created_by_id = $3)
           LEFT JOIN bare.users u ON u.id = a.created_by_id
           WHERE c.organization_id = $1 AND c.id = $2 AND c.deleted_at IS NULL ${behind}
           ORDER BY e.at DESC, e.kind DESC, e.activity_id DESC LIMIT ${MANY + 1}`,
    values: [organizationId, id, null, ...(at ? [at, kind, last] : [])],
  })
  if (rows.length === 0) throw new Refusal(404)
  const results = rows.slice(0, MANY).map(shown)
  const end = rows[MANY - 1]
  if (rows.length > MANY && end) {
    url.searchParams.set('after', [end.at.toISOString(), end.kind, end.id].join())
  }
  const next = rows.length > MANY ? url.href : null
  return { status: 200, body: { count: null, next, previous: null, page_size: MANY, results } }
}

function shown(row: Row) {
  const known = KINDS[row.kind] ?? []
  const has = (name: string) => (known.includes(name) ? { [name]: row[name] } : {})
  const isPlanned =
    known.includes('priority') || known.includes('location') || known.includes('outcome')
  return {
    id: `${row.kind}:${row.id}`,
    at: row.at,
    kind: row.kind,
    actor: { id: row.actor_id, full_name: row.actor_name, email: row.actor_email },
    summary: row.subject,
    record: { type: `${row.kind}s`, id: row.id, label: row.subject },
    via: null,
    data: {
      status: row.status,
      starts_at: row.starts_at,
      due_at: row.due_at,
      ended_at: row.ended_at,
      completed_at: row.completed_at,
      ...(isPlanned && { is_overdue: false }),
      ...has('priority'),
      ...has('location'),
      ...has('direction'),
      ...has('outcome'),
      ...has('duration_seconds'),
      ...has('channel'),
      visibility: row.visibility,
      owner_id: row.owner_id,
      excerpt: row.excerpt,
    },
  }
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  const { organizationId } = await access(request, 'customers:read')
  const [, , resource, id, part] = url.pathname.split('/')
  if (resource !== 'customers' || part !== 'timeline') throw new Refusal(404)
  return timeline(organizationId, String(id), url)
}

serve(answer)
