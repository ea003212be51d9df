import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** One request, ready to be sent. */
export interface Shot {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What came of a number of requests. */
export interface Outcome {
  /** How many answers there were of each status. */
  readonly statuses: ReadonlyMap<number, number>
  /** Milliseconds until each answer with this status, ascending. */
  latencies(status: number): readonly number[]
}

/** Collects answers as they come. */
class Tally implements Outcome {
  readonly #taken = new Map<number, number[]>()

  add(status: number, milliseconds: number) {
    const taken = this.#taken.get(status) ?? []
    taken.push(milliseconds)
    this.#taken.set(status, taken)
  }

  get statuses(): ReadonlyMap<number, number> {
    return new Map([...this.#taken].map(([status, taken]) => [status, taken.length]))
  }

  latencies(status: number): readonly number[] {
    return (this.#taken.get(status) ?? []).toSorted((a, b) => a - b)
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })

/**
 * Sends requests at a steady rate, whether or not those before are answered, as
 * many people do who know nothing of each other. Each is timed from the moment
 * at which it was due.
 *
 * @param rate how many in a second
 */
export async function fireSteadily(
  url: string,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
  shot: (number: number) => Shot
): Promise<Outcome> {
  const tally = new Tally()
  const flying: Promise<void>[] = []
  const start = performance.now()
  for (let number = 0; number < rate * seconds; number += 1) {
    const due = start + (number * 1000) / rate
    await sleep(Math.max(0, due - performance.now()))
    flying.push(
      send(url, shot(number)).then((status) => tally.add(status, performance.now() - due))
    )
  }
  await Promise.all(flying)
  return tally
}

/** Sends so many requests, so many of them at a time. */
export async function fireAtATime(
  url: string,
  { atATime, count }: { readonly atATime: number; readonly count: number },
  shot: (number: number) => Shot
): Promise<Outcome> {
  const tally = new Tally()
  let next = 0
  const sendOn = async () => {
    while (next < count) {
      const number = next++
      const start = performance.now()
      tally.add(await send(url, shot(number)), performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: atATime }, sendOn))
  return tally
}

/** The value below which so many per cent of the sorted values are; NaN when there are none. */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN
}

function send(url: string, { method, path, headers, body }: Shot): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { agent, method, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
