import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Options } from '@node-rs/argon2'
import { Piscina } from 'piscina'
import type { Hashing } from '#plugins/identity/auth/hashing_thread'

/** One core stays free of it. */
export const HASHING_THREADS = Math.max(1, availableParallelism() - 1)

/** Hashing takes what the requests, and PostgreSQL beside them, leave of the processor. */
const NICENESS = 10

let pool: Piscina<Hashing, string | boolean> | undefined

/** Makes a hash. */
export async function hashApart(value: string, options: Options): Promise<string> {
  return String(await threads().run({ value, options }))
}

/** Whether the value is the hashed one. */
export async function verifyApart(hashed: string, value: string): Promise<boolean> {
  return (await threads().run({ value, hashed })) === true
}

/**
 * Started with the first hash, since most commands make none. Their scripts
 * import nothing of the application, so that Node runs them as they are.
 */
function threads(): Piscina<Hashing, string | boolean> {
  return (pool ??= new Piscina<Hashing, string | boolean>({
    filename: fileURLToPath(new URL(`hashing_thread${extname(import.meta.url)}`, import.meta.url)),
    minThreads: HASHING_THREADS,
    maxThreads: HASHING_THREADS,
    execArgv: [],
    /* Elsewhere it would be the whole process that steps back. */
    niceIncrement: process.platform === 'linux' ? NICENESS : 0,
  }))
}
