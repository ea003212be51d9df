import type { HashDriverContract } from '@adonisjs/core/types/hash'
import { parseOptions } from '@node-rs/argon2'
import { hashApart, verifyApart } from '#plugins/identity/auth/hashing_threads'

/** What a hash costs anyone who guesses, and every user who logs in. */
export interface Argon2idCost {
  /** KiB. */
  readonly memory: number
  readonly passes: number
  readonly lanes: number
}

const ARGON2ID = 2
const VERSION_19 = 1

/**
 * Hashes with argon2id, in threads that step back behind all others. An
 * implementation that uses the vector instructions of the processor: the
 * framework's driver, whose does not, takes twice as long for the same hash.
 */
export class Argon2id implements HashDriverContract {
  readonly #cost: Argon2idCost

  constructor(cost: Argon2idCost) {
    this.#cost = cost
  }

  /** @returns `$argon2id$v=19$m=19456,t=2,p=1$…`, with a salt of 16 random bytes */
  make(value: string): Promise<string> {
    const { memory, passes, lanes } = this.#cost
    return hashApart(value, {
      algorithm: ARGON2ID,
      memoryCost: memory,
      timeCost: passes,
      parallelism: lanes,
    })
  }

  /** Whether the value is the hashed one, whatever it cost. False for what is no hash. */
  async verify(hashed: string, value: string): Promise<boolean> {
    return this.isValidHash(hashed) && verifyApart(hashed, value)
  }

  isValidHash(hashed: string): boolean {
    return paramsOf(hashed) !== null
  }

  needsReHash(hashed: string): boolean {
    const { memory, passes, lanes } = this.#cost
    const made = paramsOf(hashed)
    return (
      made?.algorithm !== ARGON2ID ||
      made.version !== VERSION_19 ||
      made.memoryCost !== memory ||
      made.timeCost !== passes ||
      made.parallelism !== lanes
    )
  }
}

function paramsOf(hashed: string) {
  try {
    return parseOptions(hashed)
  } catch {
    return null
  }
}
