import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import encryption from '@adonisjs/core/services/encryption'
import { Problem, badRequest } from '#core/http/exceptions/problem'
import { visibleFields } from '#core/resources/query/visible_fields'
import type { Reply } from '#core/http/answer'
import type { UnitOfWork } from '#core/database/unit_of_work'

/** An answer as it is kept. */
interface StoredResponse {
  /** Digest of what was asked. */
  readonly request: Buffer
  /** Digest of the fields that existed for the caller. */
  readonly seen: Buffer
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Hours for which an answer is kept. */
export const STORED_FOR_HOURS = 24

const HEADER = 'idempotency-key'
const KEY = /^[\x21-\x7e]{1,255}$/
const METHODS = new Set(['POST', 'PATCH'])
const STORED_HEADERS = ['content-type', 'etag', 'location']
const PURPOSE = 'idempotent-answer'

/**
 * Refuses a key where an answer is not kept, for handlers that do not go through `withIdempotency`.
 *
 * @throws 400 when there is one
 */
export function refuseKey(ctx: HttpContext): void {
  const key = ctx.request.header(HEADER)
  if (key !== undefined) assertUsableKey(ctx, key)
}

/** Whether answers of a route contain a secret that is kept nowhere, also not here. */
export function handsOutSecrets(pattern: string): boolean {
  return /\/(api-keys(\/|$)|attachment-uploads\/?$)/.test(pattern)
}

/**
 * Handles a request once, however often it is sent with the same
 * `Idempotency-Key`: whoever sends it again gets the first answer again. Keys
 * are those of a caller, in an organization, for a route. What failed has done
 * nothing, and may be sent anew. Without the header nothing is different.
 *
 * @param handle answers the request: with the read that its answer rests on, or
 * having left the answer as a text
 * @param body what it was sent with
 * @returns the read that is still to run, together with the commit
 * @throws 409 while the first request is under way, 422 for another request
 * with the same key
 */
export async function withIdempotency(
  ctx: HttpContext,
  unit: UnitOfWork,
  handle: () => Promise<Reply | undefined>,
  body: () => unknown = () => ctx.request.body()
): Promise<Reply | undefined> {
  const key = ctx.request.header(HEADER)
  if (key === undefined || unit.organizationId === null || !METHODS.has(ctx.request.method())) {
    return handle()
  }
  assertUsableKey(ctx, key)
  const scopedKey = scopedKeyOf(ctx, unit.organizationId, key)
  await lockKey(unit, scopedKey)
  const digests = digestsOf(ctx, body())
  const stored = await find(unit, scopedKey)
  if (stored) {
    replay(ctx, stored, digests)
    return
  }

  const reply = await handle()
  if (reply) await unit.read(reply)
  await store(ctx, unit, scopedKey, digests)
}

type ScopedKey = readonly [organizationId: string, callerId: string, route: string, key: string]

function scopedKeyOf(
  { identity, request, route }: HttpContext,
  organizationId: string,
  key: string
) {
  const pattern = (route?.pattern ?? '').replace(/^\/api\/v1\//, '/api/')
  const caller = identity.keyId ?? identity.userId
  return [organizationId, caller, `${request.method()} ${pattern}`, key] as const
}

function assertUsableKey({ route }: HttpContext, key: string) {
  if (!KEY.test(key)) {
    throw badRequest(
      'malformed_idempotency_key',
      'An Idempotency-Key has 1 to 255 visible ASCII characters.'
    )
  }
  if (handsOutSecrets(route?.pattern ?? '')) {
    throw badRequest(
      'no_idempotency_here',
      'The response may contain a secret, which is never stored. Send this without an Idempotency-Key.'
    )
  }
}

/** Nobody waits for the first one: whoever comes later is told that it is under way. */
async function lockKey(unit: UnitOfWork, scopedKey: ScopedKey) {
  const { rows } = await unit.query<{ alone: boolean }>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS alone',
    [scopedKey.join(' ')]
  )
  if (rows[0]?.alone) return
  throw new Problem(409, {
    code: 'idempotency_key_in_use',
    detail: 'A request with this Idempotency-Key is in progress. Retry in a moment.',
    headers: { 'Retry-After': '1' },
  })
}

/** What was asked, and what the caller may see of the answer, as digests. */
function digestsOf({ identity, request, resource }: HttpContext, body: unknown) {
  const { pathname, query } = request.parsedUrl
  const path = (pathname ?? '').replace(/^\/api\/v1\//, '/api/').replace(/\/$/, '')
  const visible = resource ? [...visibleFields(resource, identity)].sort() : []
  return {
    request: digest([path, query ?? '', request.header('if-match') ?? '', body]),
    seen: digest(visible),
  }
}

function digest(value: unknown): Buffer {
  return hash('sha256', JSON.stringify(value), 'buffer')
}

async function find(unit: UnitOfWork, scopedKey: ScopedKey): Promise<StoredResponse | null> {
  const { rows } = await unit.query<StoredResponse & Record<string, unknown>>(
    `SELECT request, seen, status, headers, body FROM idempotent_answers
     WHERE organization_id = $1 AND caller_id = $2 AND route = $3 AND key = $4
       AND created_at > now() - make_interval(hours => $5)`,
    [...scopedKey, STORED_FOR_HOURS]
  )
  return rows[0] ?? null
}

function replay(
  { response }: HttpContext,
  stored: StoredResponse,
  digests: Pick<StoredResponse, 'request' | 'seen'>
) {
  if (!stored.request.equals(digests.request)) {
    throw new Problem(422, {
      code: 'idempotency_key_reused',
      detail: 'This Idempotency-Key was sent with another request. Use a new key for each request.',
    })
  }
  const body = stored.body === null ? null : encryption.decrypt<string>(stored.body, PURPOSE)
  if (!stored.seen.equals(digests.seen) || (stored.body !== null && body === null)) {
    throw new Problem(409, {
      code: 'idempotent_answer_outdated',
      detail:
        'The request was processed, but its stored response may no longer be shown to you. Read the record instead.',
    })
  }
  for (const [name, value] of Object.entries(stored.headers)) response.header(name, value)
  response.status(stored.status).header('Idempotent-Replayed', 'true')
  if (body !== null) response.send(body)
}

/** Keeps what succeeded, together with what it did. */
async function store(
  { response }: HttpContext,
  unit: UnitOfWork,
  scopedKey: ScopedKey,
  { request, seen }: Pick<StoredResponse, 'request' | 'seen'>
) {
  const status = response.getStatus()
  if (status < 200 || status > 299) return
  const headers = Object.fromEntries(
    STORED_HEADERS.flatMap((name) => {
      const value = response.getHeader(name)
      return value === undefined ? [] : [[name, String(value)]]
    })
  )
  const [content] = response.lazyBody.content ?? []
  const body = typeof content === 'string' ? encryption.encrypt(content, undefined, PURPOSE) : null
  await unit.query(
    `INSERT INTO idempotent_answers
       (organization_id, caller_id, route, key, request, seen, status, headers, body)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (organization_id, caller_id, route, key) DO UPDATE SET
       request = EXCLUDED.request, seen = EXCLUDED.seen, status = EXCLUDED.status,
       headers = EXCLUDED.headers, body = EXCLUDED.body, created_at = now()`,
    [...scopedKey, request, seen, status, headers, body]
  )
}
