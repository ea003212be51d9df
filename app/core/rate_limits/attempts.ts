import { createHash } from 'node:crypto'
import { errors } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import type { Limit } from '#core/rate_limits/limit'
import { tooMany } from '#core/rate_limits/too_many'

const FIRST_WAIT = 60
const MAX_WAIT = 900
const A_DAY = 86_400

/**
 * The attempts of one subject under one limit, counted in PostgreSQL: as the
 * login role, on a connection of their own, and so neither undone with the
 * request nor within reach of its statements (ADR 0030).
 */
export class Attempts {
  readonly #key: string
  readonly #limit: Limit
  readonly #waitsGrow: boolean

  /**
   * @param waitsGrow whether a user who goes on waits longer each time, in
   * place of until the limit's time is over
   */
  constructor(name: string, subject: string, limit: Limit, waitsGrow: boolean) {
    this.#key = createHash('sha256').update(`${name}\0${subject}`).digest('base64url')
    this.#limit = limit
    this.#waitsGrow = waitsGrow
  }

  /** Counts an attempt before it is made. @throws 429 when it is one too many */
  async make(): Promise<void> {
    try {
      await this.#counter.consume(this.#key)
    } catch (error) {
      if (!(error instanceof errors.ThrottleException)) throw error
      const { consumed, availableIn } = error.response
      const isFirst = consumed === this.#limit.max + 1
      const wait = isFirst && this.#waitsGrow ? await this.#block() : availableIn
      throw tooMany('Too many attempts. Wait before you try again.', wait)
    }
  }

  /** Takes an attempt back that was none. */
  async undo(): Promise<void> {
    await this.#counter.decrement(this.#key)
  }

  /** Forgets all of them: a user has shown that the attempts were their own. */
  async forget(): Promise<void> {
    await Promise.all([this.#counter.delete(this.#key), this.#blocks.delete(this.#blockKey)])
  }

  /** Never for good, so that no one can lock another user out. @returns seconds */
  async #block(): Promise<number> {
    const { consumed } = await this.#blocks.increment(this.#blockKey)
    const wait = Math.min(FIRST_WAIT * 2 ** (consumed - 1), MAX_WAIT)
    await this.#counter.block(this.#key, wait)
    return wait
  }

  get #counter() {
    return limiter.use({ requests: this.#limit.max, duration: this.#limit.seconds })
  }

  get #blocks() {
    return limiter.use({ requests: Number.MAX_SAFE_INTEGER, duration: A_DAY })
  }

  get #blockKey() {
    return `${this.#key}:blocks`
  }
}
