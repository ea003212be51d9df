import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds between two looks at the server. */
const LOOKS_EVERY = 500

/** Milliseconds after a restart that failed: doubled each time. */
const BACKOFF = { first: 500, maxDelay: 30_000 }

/** A server that dies more often than that has a reason that another start does not mend. */
const MAX_RESTARTS = { count: 10, within: 10 * 60_000 }

/** What became of the server when it was found dead. */
export type Outcome = 'restarted' | 'restarted elsewhere' | 'not ours any more'

export interface Supervised {
  isRunning(): Promise<boolean>
  restart(): Promise<Outcome>
}

/** Who is told what the supervisor does. */
export interface SupervisorReports {
  restarted(): void
  failed(error: unknown): void
  /** It has died too often, and is left alone for a while. */
  gaveUp(): void
}

/**
 * Looks after a server for one of those who use it, and starts it again when it
 * is gone. Never keeps a process from ending.
 */
export class Supervisor {
  #isStopped = false
  #failures = 0
  #restarts: number[] = []
  readonly #end = new AbortController()
  readonly #watching: Promise<void>

  constructor(
    private readonly server: Supervised,
    private readonly reports: SupervisorReports | undefined
  ) {
    this.#watching = this.#watch()
  }

  /** Looks no more; a restart that has begun is finished first. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#end.abort()
    await this.#watching
  }

  async #watch(): Promise<void> {
    let pause = LOOKS_EVERY
    for (;;) {
      await this.#rest(pause)
      if (this.#isStopped) return
      pause = await this.#look().catch((error: unknown) => this.#fail(error))
    }
  }

  /** @returns for how many milliseconds it rests */
  async #look(): Promise<number> {
    if (await this.server.isRunning()) return LOOKS_EVERY
    const begin = Date.now() - MAX_RESTARTS.within
    this.#restarts = this.#restarts.filter((time) => time > begin)
    if (this.#restarts.length >= MAX_RESTARTS.count) {
      this.reports?.gaveUp()
      return Math.max(LOOKS_EVERY, (this.#restarts[0] ?? begin) - begin)
    }
    const outcome = await this.server.restart()
    this.#failures = 0
    this.#restarts.push(Date.now())
    if (outcome === 'restarted') this.reports?.restarted()
    if (outcome === 'not ours any more') this.#isStopped = true
    return LOOKS_EVERY
  }

  #fail(error: unknown): number {
    this.reports?.failed(error)
    this.#failures += 1
    return Math.min(BACKOFF.first * 2 ** this.#failures, BACKOFF.maxDelay)
  }

  async #rest(pause: number): Promise<void> {
    await sleep(pause, null, { ref: false, signal: this.#end.signal }).catch(() => null)
  }
}
