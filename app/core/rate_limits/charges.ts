import { errors } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import type { QuotaName } from '#config/throttle'
import type { UnitOfWork } from '#core/database/unit_of_work'
import { networkOf } from '#core/rate_limits/network'
import { isSpent, noteQuota, reserveQuota, spendQuota } from '#core/rate_limits/rate_limit'

/** Which quotas a request has spent: each once, also when it is let in twice. */
const spent = new WeakMap<HttpContext, Set<QuotaName>>()

/**
 * The quotas that a request spends of those whom it is for. Only a caller who is
 * confirmed spends them, and only they are told what is left: where a unit of
 * work has begun with a presumption, that is known at its end.
 */
export class Charges {
  readonly #owed: { name: QuotaName; who: string; giveBack: () => void }[] = []
  readonly #ctx: HttpContext
  #isSpeculative: boolean

  /** @param isPresumed whether it is not yet known that the caller is who they were */
  constructor(ctx: HttpContext, isPresumed: boolean) {
    this.#ctx = ctx
    this.#isSpeculative = isPresumed
  }

  /** Spends one, or sets it aside until it is known whose it is. @throws 429 when nothing is left of it */
  async add(unit: UnitOfWork, name: QuotaName, who: string): Promise<void> {
    const giveBack = this.#isSpeculative ? reserveQuota(name, who) : null
    if (giveBack) {
      this.#owed.push({ name, who, giveBack })
      return
    }
    /* A refusal tells what is left, and so must not rest on a presumption. */
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
