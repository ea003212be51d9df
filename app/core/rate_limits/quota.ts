import type { Limit } from '#core/rate_limits/limit'

/** What a user has left after a request. */
export interface Allowance {
  readonly remaining: number
  /** Until the caller has all of it again. */
  readonly seconds: number
  readonly isExceeded: boolean
}

/** How often a key was used in the present window. */
export interface Usage {
  readonly key: string
  readonly points: number
  /** Milliseconds since the epoch. */
  readonly expire: number
}

/** Adds what this process has counted to what all have. @returns the sums */
export type Settlement = (usages: readonly Usage[]) => Promise<readonly Usage[]>

interface Window {
  /** Of all processes, when they were asked last. */
  settled: number
  /** Of this one, since. */
  pending: number
  expire: number
}

/**
 * Counts requests in the memory of this process and settles with the others in
 * batches, so that a limit costs no request a round trip. Between two
 * settlements a process does not know what the others let through.
 */
export class Quota {
  readonly #windows = new Map<string, Window>()
  /** Requests that are on their way, and will be counted or not. */
  readonly #reserved = new Map<string, number>()
  readonly #settlement: Settlement
  readonly #now: () => number

  constructor(settlement: Settlement, now: () => number = Date.now) {
    this.#settlement = settlement
    this.#now = now
  }

  /** Counts a request. */
  spend(key: string, limit: Limit): Allowance {
    const now = this.#now()
    let window = this.#windows.get(key)
    if (!window || window.expire <= now) {
      window = { settled: 0, pending: 0, expire: now + limit.seconds * 1000 }
      this.#windows.set(key, window)
    }
    window.pending += 1
    const used = window.settled + window.pending
    return {
      remaining: Math.max(0, limit.max - used),
      seconds: Math.ceil((window.expire - now) / 1000),
      isExceeded: used + this.#reservedOf(key) > limit.max,
    }
  }

  /**
   * Sets one aside for a request of which it is not known yet whether it counts.
   *
   * @returns what gives it back, once; null when nothing is left
   */
  reserve(key: string, limit: Limit): (() => void) | null {
    if (this.isSpent(key, limit)) return null
    this.#reserved.set(key, this.#reservedOf(key) + 1)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      const left = this.#reservedOf(key) - 1
      if (left > 0) this.#reserved.set(key, left)
      else this.#reserved.delete(key)
    }
  }

  /** Whether the next request would exceed it. */
  isSpent(key: string, limit: Limit): boolean {
    const window = this.#windows.get(key)
    const used = window && window.expire > this.#now() ? window.settled + window.pending : 0
    return used + this.#reservedOf(key) >= limit.max
  }

  /** Begins anew: what this process has counted is gone. */
  forget(): void {
    this.#windows.clear()
    this.#reserved.clear()
  }

  /** Tells the other processes, learns from them, and forgets what is over. */
  async settle(): Promise<void> {
    const counted = this.#collect()
    if (counted.length === 0) return
    try {
      for (const sum of await this.#settlement(counted)) this.#learn(sum)
    } catch (error) {
      for (const { key, points } of counted) {
        const window = this.#windows.get(key)
        if (!window) continue
        window.settled -= points
        window.pending += points
      }
      throw error
    }
  }

  #reservedOf(key: string): number {
    return this.#reserved.get(key) ?? 0
  }

  #collect(): Usage[] {
    const now = this.#now()
    const counted: Usage[] = []
    for (const [key, window] of this.#windows) {
      if (window.expire <= now) {
        this.#windows.delete(key)
      } else if (window.pending > 0) {
        counted.push({ key, points: window.pending, expire: window.expire })
        window.settled += window.pending
        window.pending = 0
      }
    }
    return counted
  }

  #learn({ key, points, expire }: Usage) {
    const window = this.#windows.get(key)
    if (!window) return
    window.settled = points
    window.expire = expire
  }
}
