import hash from '@adonisjs/core/services/hash'
import { Turnstile } from '#auth/turnstile'

/**
 * Hashing happens in libuv's four threads, which files and names are looked up
 * in as well: one of them stays free.
 */
const turnstile = new Turnstile(3, 100)

/** @returns argon2id, for `users.password`. Never in a unit of work. */
export function hashPassword(password: string): Promise<string> {
  return turnstile.pass(() => hash.make(password))
}

/** Whether the password is the hashed one. Never in a unit of work. */
export function passwordFits(hashed: string, password: string): Promise<boolean> {
  return turnstile.pass(() => hash.verify(hashed, password))
}

/** Whether the hash was made with other parameters than today's. */
export function isOutdated(hashed: string): boolean {
  return hash.needsReHash(hashed)
}
