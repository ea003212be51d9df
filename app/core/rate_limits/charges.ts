import { networkOf } from '#core/rate_limits/network'
import type { UnitOfWork } from '#core/database/unit_of_work'
import { errors } from '@adonisjs/auth'
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
function spendQuota(ctx: HttpContext, name: QuotaName, who: string): void {
  const allowance = noteQuota(ctx, name, who)
  if (allowance?.isExceeded) {
    throw tooMany(`Too many requests of this ${name}. Wait before the next.`, allowance.seconds)
  }
}

/** The same for a request that is answered already, and refused no more. @returns null without a limit */
function noteQuota(ctx: HttpContext, name: QuotaName, who: string): Allowance | null {
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
function reserveQuota(name: QuotaName, who: string): (() => void) | null {
  const limit = quotas[name]
  if (!throttling.isOn || !limit) return () => undefined
  return quota.reserve(`${name}:${who}`, limit)
}

/** Whether nothing is left, as far as this process knows. Counts nothing. */
function isSpent(name: QuotaName, who: string): boolean {
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

/** Which quotas a request has spent: each once, also when it is let in twice. */
const spent = new WeakMap<HttpContext, Set<QuotaName>>()

/**
 * The quotas that a request spends of those whom it is for. Only a caller who is
 * confirmed spends them, and only they are told what is left: where a unit of
 * work has begun with a speculative identity, that is known at its end.
 */
export class Charges {
  readonly #owed: { name: QuotaName; who: string; giveBack: () => void }[] = []
  readonly #ctx: HttpContext
  #isSpeculative: boolean

  /** @param isSpeculative whether it is not yet known that the caller is who they were */
  constructor(ctx: HttpContext, isSpeculative: boolean) {
    this.#ctx = ctx
    this.#isSpeculative = isSpeculative
  }

  /** Spends one, or sets it aside until it is known whose it is. @throws 429 when nothing is left of it */
  async add(unit: UnitOfWork, name: QuotaName, who: string): Promise<void> {
    const giveBack = this.#isSpeculative ? reserveQuota(name, who) : null
    if (giveBack) {
      this.#owed.push({ name, who, giveBack })
      return
    }
    /* A refusal tells what is left, and so must not rest on a speculative identity. */
    await this.#confirm(unit)
    if (this.#begins(name)) spendQuota(this.#ctx, name, who)
  }

  /** Spends what is owed by a caller who turned out to be who they were. */
  settle(): void {
    for (const { name, who, giveBack } of this.#owed.splice(0)) {
      giveBack()
      if (this.#begins(name)) noteQuota(this.#ctx, name, who)
    }
  }

  /** Spends nothing of what is owed: it was not the caller's to owe, or nobody knows. */
  remit(): void {
    for (const { giveBack } of this.#owed.splice(0)) giveBack()
  }

  async #confirm(unit: UnitOfWork): Promise<void> {
    if (!this.#isSpeculative) return
    await unit.verified()
    this.#isSpeculative = false
    this.settle()
  }

  #begins(name: QuotaName): boolean {
    const names = spent.get(this.#ctx) ?? new Set()
    spent.set(this.#ctx, names)
    if (names.has(name)) return false
    names.add(name)
    return true
  }
}

/**
 * Counts what an address sends without a caller who can be confirmed, whatever
 * name it bears. It spends nobody else's quota.
 *
 * @throws 401 from the work, or 429 in its place when the address sends too much of it
 */
export async function countingUnconfirmed<T>(ctx: HttpContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof errors.E_UNAUTHORIZED_ACCESS) {
      spendQuota(ctx, 'address', networkOf(ctx.request.ip()))
    }
    throw error
  }
}

/**
 * Spares the database what an address sends too much of.
 *
 * @throws 429 when nothing is left to the address
 */
export function refuseWhereSpent(ctx: HttpContext): void {
  const network = networkOf(ctx.request.ip())
  if (isSpent('address', network)) spendQuota(ctx, 'address', network)
}
