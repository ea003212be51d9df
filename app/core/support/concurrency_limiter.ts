import { Problem } from '#core/http/exceptions/problem'

/**
 * Lets a few through at a time and keeps a few more waiting, so that a flood
 * of costly work is refused before it takes the process from every other user.
 */
export class ConcurrencyLimiter {
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(
    private readonly mostRunning: number,
    private readonly mostWaiting: number
  ) {}

  /** Does the work when its turn comes. @throws 503 when too many are waiting */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.mostRunning) this.#running += 1
    else await this.#turn()
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.mostWaiting) {
      throw new Problem(503, {
        code: 'try_again',
        detail: 'Too many are waiting for this at the moment. Try again.',
        headers: { 'Retry-After': '2' },
      })
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Hands the place to anyone who waits longest, so that no one overtakes them. */
  #leave() {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running -= 1
  }
}
