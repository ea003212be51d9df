import { Problem } from '#core/http/exceptions/problem'
import { tooMany } from '#core/rate_limits/too_many'

/** How many of something may go on at once in this process. */
export interface Shares {
  readonly caller: number
  readonly organization: number
  readonly all: number
}

/** For whom something goes on: a user or a key, and an organization where there is one. */
export interface Holder {
  readonly callerId: string
  readonly organizationId: string | null
}

interface Words {
  /** To anyone who has all that is theirs. */
  readonly own: string
  /** When others have all that there is. */
  readonly all: string
}

const SHARES = /^(\d{1,4})\/(\d{1,4})\/(\d{1,4})$/
const SECONDS = 5

/**
 * Reads `2/4/32`: two of a caller, four of an organization, 32 of all.
 *
 * @param setting what to name when it is not that
 */
export function readShares(setting: string, text: string): Shares {
  const [caller, organization, all] = (SHARES.exec(text) ?? []).slice(1).map(Number)
  if (!caller || !organization || !all) {
    throw new Error(
      `${setting} is "${text}". Write 2/4/32 for 2 of a caller, 4 of an organization, 32 of all.`
    )
  }
  return { caller, organization, all }
}

/**
 * Places for what takes as long as its client does. No one can take those of
 * the others: one caller has few, an organization not all. They are in the
 * memory of this process, and each process has its own.
 */
export class Places {
  readonly #shares: Shares
  readonly #words: Words
  readonly #held = new Map<string, number>()
  #all = 0

  constructor(shares: Shares, words: Words) {
    this.#shares = shares
    this.#words = words
  }

  /** How many are taken. */
  get taken(): number {
    return this.#all
  }

  /**
   * Takes a place. @returns how to give it back; again does nothing
   *
   * @throws 429 when the caller or the organization has as many as are theirs,
   * 503 when all are taken
   */
  take({ callerId, organizationId }: Holder): () => void {
    const caller = `caller ${callerId}`
    const organization = organizationId === null ? null : `organization ${organizationId}`
    if (
      this.#of(caller) >= this.#shares.caller ||
      (organization !== null && this.#of(organization) >= this.#shares.organization)
    ) {
      throw tooMany(this.#words.own, SECONDS)
    }
    if (this.#all >= this.#shares.all) throw full(this.#words.all)
    const names = organization === null ? [caller] : [caller, organization]
    this.#add(names, 1)
    let isHeld = true
    return () => {
      if (isHeld) this.#add(names, -1)
      isHeld = false
    }
  }

  #of(name: string): number {
    return this.#held.get(name) ?? 0
  }

  #add(names: readonly string[], change: 1 | -1) {
    this.#all += change
    for (const name of names) {
      const count = this.#of(name) + change
      if (count === 0) this.#held.delete(name)
      else this.#held.set(name, count)
    }
  }
}

function full(detail: string): Problem {
  return new Problem(503, {
    code: 'try_again',
    detail,
    headers: { 'Retry-After': String(SECONDS) },
  })
}
