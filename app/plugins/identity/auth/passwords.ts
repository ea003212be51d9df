import hash from '@adonisjs/core/services/hash'
import { HASHING_THREADS } from '#plugins/identity/auth/hashing_threads'
import { ConcurrencyLimiter } from '#core/support/concurrency_limiter'

const hashingLimiter = new ConcurrencyLimiter(HASHING_THREADS, 100)

/** @returns argon2id, for `users.password`. Never in a unit of work. */
export function hashPassword(password: string): Promise<string> {
  return hashingLimiter.pass(() => hash.make(password))
}

/** Whether the password is the hashed one. Never in a unit of work. */
export function passwordFits(hashed: string, password: string): Promise<boolean> {
  return hashingLimiter.pass(() => hash.verify(hashed, password))
}

/** Whether the hash was made with other parameters than today's. */
export function isOutdated(hashed: string): boolean {
  return hash.needsReHash(hashed)
}
