import { AsyncLocalStorage } from 'node:async_hooks'

/** Says whose an error is: what is thrown instead of it. */
export type Attribution = (error: unknown) => Error

const storage = new AsyncLocalStorage<Attribution | undefined>()

/**
 * Runs work whose statements are its own also when they are sent ahead, and fail
 * only after it has returned.
 *
 * @param attribution undefined for work of the application itself
 */
export function attributed<T>(attribution: Attribution | undefined, work: () => T): T {
  return storage.run(attribution, work)
}

/** Whose the statements are that are sent at this moment; undefined for the application's own. */
export function currentAttribution(): Attribution | undefined {
  return storage.getStore()
}
