import autocannon from 'autocannon'
import { type PostgresProcesses, cpuOf } from './cpu.js'
import type { Target } from './target.js'
import type { Item } from './workload.js'

/** What a server did with one item at one concurrency. */
export interface Measurement {
  readonly requests: number
  readonly seconds: number
  /** Milliseconds of CPU of the server; those of PostgreSQL, null when it runs elsewhere. */
  readonly serverCpu: number
  readonly postgresCpu: number | null
  /** Milliseconds of each request, ascending. */
  readonly latencies: readonly number[]
  readonly wrong: number
}

/** How many requests a round of so many seconds takes, found out while warming up. */
export async function calibrate(
  target: Target,
  item: Item,
  connections: number,
  seconds: number
): Promise<number> {
  let amount = connections * 2
  let rate = 0
  for (const share of [0.1, 0.5, 1]) {
    const { requests, seconds: taken } = await send(target, item, connections, amount)
    rate = requests / taken
    amount = Math.max(Math.ceil(rate * seconds * share), connections * 2)
  }
  return amount
}

/** Sends so many calls of an item, and measures the CPU that they cost. */
export async function measure(
  target: Target,
  item: Item,
  connections: number,
  amount: number,
  postgres: PostgresProcesses | null
): Promise<Measurement> {
  const before = { server: await cpuOf(target.child.pid), postgres: await postgres?.cpu() }
  const sent = await send(target, item, connections, amount)
  const after = { server: await cpuOf(target.child.pid), postgres: await postgres?.cpu() }
  return {
    ...sent,
    serverCpu: after.server - before.server,
    postgresCpu:
      before.postgres === undefined || after.postgres === undefined
        ? null
        : after.postgres - before.postgres,
  }
}

/** Several rounds as one. */
export function together(rounds: readonly Measurement[]): Measurement {
  const sum = (of: (round: Measurement) => number) =>
    rounds.reduce((total, round) => total + of(round), 0)
  return {
    requests: sum((round) => round.requests),
    seconds: sum((round) => round.seconds),
    serverCpu: sum((round) => round.serverCpu),
    postgresCpu: rounds.some((round) => round.postgresCpu === null)
      ? null
      : sum((round) => round.postgresCpu ?? 0),
    latencies: rounds.flatMap((round) => round.latencies).sort((a, b) => a - b),
    wrong: sum((round) => round.wrong),
  }
}

/** A fixed number of calls, so that none is under way when the clock stops. */
async function send(target: Target, item: Item, connections: number, amount: number) {
  const calls = item.calls[target.name].map((call) => ({ ...call }))
  const latencies: number[] = []
  let wrong = 0
  let clients = 0
  let first = Number.POSITIVE_INFINITY
  let last = 0
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options: autocannon.Options = {
      url: target.child.url,
      connections,
      amount: Math.max(amount, connections),
      timeout: 60,
      sampleInt: 50,
      headers: target.headers(item.company),
      requests: calls,
      /* Every connection begins elsewhere: they shall not wait for each other's records. */
      setupClient(client) {
        const place = Math.floor((clients++ * calls.length) / connections)
        const turned = [...calls.slice(place), ...calls.slice(0, place)]
        client.setRequests(turned.map((call) => ({ ...call })))
      },
      verifyBody: (body) => item.accepts(parse(body)),
    }
    autocannon(options, (error: Error | null, done) => {
      if (error) reject(error)
      else resolve(done)
    }).on('response', (_client, status, _bytes, milliseconds) => {
      last = performance.now()
      first = Math.min(first, last - milliseconds)
      latencies.push(milliseconds)
      if (status !== item.status) wrong += 1
    })
  })
  return {
    requests: latencies.length,
    seconds: (last - first) / 1000,
    latencies,
    wrong: wrong + result.errors + result.timeouts + result.mismatches,
  }
}

function parse(body: unknown): unknown {
  try {
    return JSON.parse(String(body))
  } catch {
    return null
  }
}
