import { measure } from './load.js'
import type { Target } from './target.js'
import type { Item } from './workload.js'

const REQUESTS = 100_000

/** Sends 100,000 requests of all kinds to the application. @returns how many went wrong */
export async function soak(app: Target, items: readonly Item[]): Promise<number> {
  const mixed = items.filter(({ kind }) => ['list', 'retrieve', 'write', 'cursor'].includes(kind))
  const parts = 4
  let wrong = 0
  for (let part = 0; part < parts; part += 1) {
    for (const item of mixed) {
      const amount = Math.ceil(REQUESTS / parts / mixed.length)
      wrong += (await measure(app, item, 32, amount, null)).wrong
    }
  }
  return wrong
}
