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
  const found = new Map<number, number[]>()
  const flying: Promise<void>[] = []
  const start = performance.now()
  for (let number = 0; number < rate * seconds; number += 1) {
    const due = start + (number * 1000) / rate
    await sleep(Math.max(0, due - performance.now()))
    flying.push(
      send(url, shot(number)).then((status) => {
        const taken = found.get(status) ?? []
        taken.push(performance.now() - due)
        found.set(status, taken)
      })
    )
  }
  await Promise.all(flying)
  for (const taken of found.values()) taken.sort((a, b) => a - b)
  return {
    statuses: new Map([...found].map(([status, taken]) => [status, taken.length])),
    latencies: (status) => found.get(status) ?? [],
  }
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
