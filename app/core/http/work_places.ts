import { work } from '#config/clients'
import type { Holder, Shares } from '#core/http/shares'
import { Problem } from '#core/http/exceptions/problem'
import { tooMany } from '#core/rate_limits/too_many'

/** How much of the database requests may have at once, and how many may wait for it. */
export interface WorkLimits {
  readonly atOnce: Shares
  readonly waiting: Shares
  /** For which one waits at the most. */
  readonly waitSeconds: number
}

/** A request that may work, until it leaves. */
export interface WorkPlace {
  /**
   * Counts it as one of this organization from here on, which turned out to be the caller's.
   * It has a connection by now, and so does not wait.
   *
   * @throws 429 when the organization has as many as are its own
   */
  join(organizationId: string): void
  leave(): void
}

interface Waiter {
  readonly holder: Holder
  readonly begin: () => void
}

const RETRY_AFTER = 1

/**
 * Places for requests that work with the database, taken before a connection is, so that nobody
 * takes those of the others: a caller has few, an organization not all, and whoever finds none
 * waits without a connection. A place that is free goes to the organization that has the fewest,
 * of its callers to the one that has the fewest, and then to the one who has waited longest. They
 * are in the memory of this process, and each process has its own.
 */
export class WorkPlaces {
  readonly #limits: WorkLimits
  readonly #running = new Tally()
  readonly #queued = new Tally()
  readonly #waiters = new Set<Waiter>()

  constructor(limits: WorkLimits) {
    this.#limits = limits
  }

  /** How many are taken. */
  get taken(): number {
    return this.#running.all
  }

  /** How many wait for one. */
  get waiting(): number {
    return this.#queued.all
  }

  /**
   * Takes a place, at once where one is free.
   *
   * @throws 429 when the caller or the organization has as many as are theirs, and too many wait
   * or the time is over; 503 when it is all of them who have
   */
  take(holder: Holder): WorkPlace | Promise<WorkPlace> {
    return this.#isFree(holder) ? this.#begin(holder) : this.#wait(holder)
  }

  #isFree(holder: Holder): boolean {
    return this.#running.isBelow(this.#limits.atOnce, holder)
  }

  #begin(taker: Holder): WorkPlace {
    let holder: Holder | null = taker
    this.#running.add(taker, 1)
    return {
      join: (organizationId) => {
        if (holder === null || holder.organizationId === organizationId) return
        const { callerId } = holder
        if (this.#running.of(organizationId) >= this.#limits.atOnce.organization) throw busy()
        this.#running.add(holder, -1)
        holder = { callerId, organizationId }
        this.#running.add(holder, 1)
      },
      leave: () => {
        if (holder === null) return
        this.#running.add(holder, -1)
        holder = null
        this.#beginNext()
      },
    }
  }

  #wait(holder: Holder): Promise<WorkPlace> {
    const { waiting, waitSeconds } = this.#limits
    if (!this.#queued.isBelow(waiting, holder)) return Promise.reject(this.#refusal(holder))
    return new Promise((resolve, reject) => {
      const waiter = {
        holder,
        begin: () => {
          leaveQueue()
          resolve(this.#begin(holder))
        },
      }
      const timer = setTimeout(() => {
        leaveQueue()
        reject(this.#refusal(holder))
      }, waitSeconds * 1000)
      const leaveQueue = () => {
        clearTimeout(timer)
        this.#queued.add(holder, -1)
        this.#waiters.delete(waiter)
      }
      this.#queued.add(holder, 1)
      this.#waiters.add(waiter)
    })
  }

  #beginNext() {
    let next: Waiter | null = null
    for (const waiter of this.#waiters) {
      if (!this.#isFree(waiter.holder)) continue
      if (next === null || this.#isBefore(waiter.holder, next.holder)) next = waiter
    }
    next?.begin()
  }

  #isBefore(one: Holder, other: Holder): boolean {
    const [ours, theirs] = [one, other].map((holder) => this.#running.of(groupOf(holder)))
    if (ours !== theirs) return Number(ours) < Number(theirs)
    return this.#running.of(one.callerId) < this.#running.of(other.callerId)
  }

  #refusal({ callerId, organizationId }: Holder): Problem {
    const { caller, organization } = this.#limits.atOnce
    const isOwn =
      this.#running.of(callerId) >= caller ||
      (organizationId !== null && this.#running.of(organizationId) >= organization)
    return isOwn ? busy() : full()
  }
}

/** How many there are of each caller and each organization. Their ids are never the same. */
class Tally {
  readonly #counts = new Map<string, number>()
  all = 0

  of(id: string): number {
    return this.#counts.get(id) ?? 0
  }

  isBelow(shares: Shares, { callerId, organizationId }: Holder): boolean {
    return (
      this.all < shares.all &&
      this.of(callerId) < shares.caller &&
      (organizationId === null || this.of(organizationId) < shares.organization)
    )
  }

  add({ callerId, organizationId }: Holder, change: 1 | -1) {
    this.all += change
    this.#change(callerId, change)
    if (organizationId !== null) this.#change(organizationId, change)
  }

  #change(id: string, change: 1 | -1) {
    const count = this.of(id) + change
    if (count === 0) this.#counts.delete(id)
    else this.#counts.set(id, count)
  }
}

function groupOf({ callerId, organizationId }: Holder): string {
  return organizationId ?? callerId
}

function busy(): Problem {
  return tooMany(
    'You, or your organization, have too many requests under way. Try again when some of them are answered.',
    RETRY_AFTER
  )
}

function full(): Problem {
  return new Problem(503, {
    code: 'try_again',
    detail: 'Too many requests are under way. Try again in a moment.',
    headers: { 'Retry-After': String(RETRY_AFTER) },
  })
}

/** For requests of callers, in this process. */
export const workPlaces = new WorkPlaces(work)
