import { setTimeout as sleep } from 'node:timers/promises'

/** Long after a test has given up. */
const PATIENCE_IN_MS = 60_000

/** Resolves once something is so. */
export async function reached(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const began = Date.now()
  while (!(await isSo())) {
    if (Date.now() - began > PATIENCE_IN_MS) throw new Error('It never came to that')
    await sleep(10)
  }
}
