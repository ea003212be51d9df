import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { type QuotaName, quotas, throttling } from '#config/throttle'
import { type Allowance, Quota, type Usage } from '#core/rate_limits/quota'
import type { Limit } from '#core/rate_limits/limit'
import { tooMany } from '#core/rate_limits/too_many'

const SETTLED_EVERY_IN_MS = 1_000

const quota = new Quota(settle)
let clock: NodeJS.Timeout | undefined

/**
 * Counts the request for somebody and says in the answer what is left to them.
 *
 * @throws 429 when nothing is
 */
export function spendQuota(ctx: HttpContext, name: QuotaName, who: string): void {
  const allowance = noteQuota(ctx, name, who)
  if (allowance?.isExceeded) {
    throw tooMany(`Too many requests of this ${name}. Wait before the next.`, allowance.seconds)
  }
}

/** The same for a request that is answered already, and refused no more. @returns null without a limit */
export function noteQuota(ctx: HttpContext, name: QuotaName, who: string): Allowance | null {
  const limit = quotas[name]
  if (!throttling.isOn || !limit) return null
  clock ??= setInterval(() => void settleUp(), SETTLED_EVERY_IN_MS).unref()

  const allowance = quota.spend(`${name}:${who}`, limit)
  announce(ctx, name, limit, allowance)
  return allowance
}

/**
 * Sets one aside for a request that is on its way.
 *
 * @returns what gives it back, once; null when nothing is left, as far as this process knows
 */
export function reserveQuota(name: QuotaName, who: string): (() => void) | null {
  const limit = quotas[name]
  if (!throttling.isOn || !limit) return () => undefined
  return quota.reserve(`${name}:${who}`, limit)
}

/** Whether nothing is left, as far as this process knows. Counts nothing. */
export function isSpent(name: QuotaName, who: string): boolean {
  const limit = quotas[name]
  return throttling.isOn && limit !== null && quota.isSpent(`${name}:${who}`, limit)
}

/** Forgets what this process has counted. */
export function forgetCounts(): void {
  quota.forget()
}

/** Brings what this process has counted together with what others have. */
export async function settleUp(): Promise<void> {
  try {
    await quota.settle()
  } catch (error) {
    logger.warn({ err: error }, 'requests are counted by this process alone')
  }
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
function announce({ response }: HttpContext, name: string, limit: Limit, allowance: Allowance) {
  const { max, seconds } = limit
  extend(response, 'RateLimit-Policy', `"${name}";q=${max};w=${seconds}`)
  extend(response, 'RateLimit', `"${name}";r=${allowance.remaining};t=${allowance.seconds}`)
}

function extend(response: HttpContext['response'], header: string, item: string) {
  const items = response.getHeader(header)
  response.header(header, items === undefined ? item : `${String(items)}, ${item}`)
}

/** In the order of their keys, so that two processes never wait for each other. */
async function settle(usages: readonly Usage[]): Promise<readonly Usage[]> {
  const now = Date.now()
  const sorted = usages.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const { rows }: { rows: Usage[] } = await db.rawQuery(
    `INSERT INTO throttles AS known (key, points, expire)
     SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[])
     ON CONFLICT (key) DO UPDATE SET
       points = EXCLUDED.points + CASE WHEN known.expire > ? THEN known.points ELSE 0 END,
       expire = CASE WHEN known.expire > ? THEN known.expire ELSE EXCLUDED.expire END
     RETURNING key, points, expire`,
    [
      sorted.map(({ key }) => key),
      sorted.map(({ points }) => points),
      sorted.map(({ expire }) => expire),
      now,
      now,
    ]
  )
  return rows
}
