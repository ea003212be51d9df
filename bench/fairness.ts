/*
|--------------------------------------------------------------------------
| A hostile organization
|--------------------------------------------------------------------------
|
| "npm run bench:fairness": what an organization notices while another one
| does its worst. docs/benchmark.md explains it.
|
*/

import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import getPort from 'get-port'
import { SlowClient, UPLOAD_BEGINS, uploadHeaders } from '#tests/support/slow_client'
import { BenchDatabase } from './bench_database.js'
import { BenchData } from './bench_data.js'
import { type Outcome, type Shot, fireAtATime, fireSteadily, percentile } from './open_loop.js'
import { buildApplication, startApplication } from './servers.js'
import { productionSettings } from './settings.js'

const ROOT = new URL('../', import.meta.url)
const CUSTOMERS = 1_000
const BULK = 100
const READS_A_SECOND = 20
const WARMING_UP = 200
/** How many of each the hostile organization has under way at once. */
const HOSTILE = { writers: 25, uploads: 4, bulks: 40, exports: 200 }
const UNBOUNDED = { REQUESTS_AT_ONCE: '9999/9999/9999', REQUESTS_WAITING: '9999/9999/9999' }

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    rounds: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '10' },
    build: { type: 'boolean', default: true },
    bounds: { type: 'boolean', default: true },
  },
})

const environment = fileURLToPath(new URL('.env', ROOT))
if (existsSync(environment)) process.loadEnvFile(environment)

/** @returns the exit code: 1 when a read of the other organization failed */
async function main({ rounds, seconds }: { readonly rounds: number; readonly seconds: number }) {
  const cleanups: (() => Promise<void>)[] = []
  try {
    if (options.build) buildApplication(ROOT)
    const name = process.env.DATABASE_URL || undefined
    const database = await BenchDatabase.open(ROOT, name, 'fairness')
    cleanups.push(() => database.close())
    const port = await getPort({ host: '127.0.0.1' })
    Object.assign(process.env, productionSettings(database.url, port), {
      DB_POOL_MAX: '20',
      ...(options.bounds ? {} : UNBOUNDED),
    })

    await database.recreate()
    const house = await BenchData.open()
    cleanups.push(house.close)
    await house.migrate()
    const quiet = await house.employ({ customers: CUSTOMERS, members: 0 })
    const hostile = await house.employ({ customers: CUSTOMERS, members: 0 })
    const client = await database.connect()
    await client?.query('VACUUM (ANALYZE)')
    await client?.end()

    const app = await startApplication(ROOT, port, house, [quiet.caller, hostile.caller], null)
    cleanups.push(() => app.child.stop())
    const { url } = app.child
    const reads = readsWith(app.headers(quiet.caller))
    await fireAtATime(url, { atATime: 5, count: WARMING_UP }, reads)

    const alone: Outcome[] = []
    const beside: Outcome[] = []
    const fire = () => fireSteadily(url, { rate: READS_A_SECOND, seconds }, reads)
    for (let round = 0; round < rounds; round += 1) {
      alone.push(await fire())
      const storm = new Storm(url, app.headers(hostile.caller))
      await storm.begin()
      beside.push(await fire())
      await storm.end()
      console.log(`the hostile one, round ${round + 1}: ${told(storm.statuses)}`)
      await sleep(1_000)
    }
    return report(alone, beside)
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}

function readsWith(headers: Shot['headers']) {
  const paths = [
    '/api/customers/?ordering=name',
    '/api/customers/?search=customer+7',
    '/api/customers/stats/',
    '/api/users/me/',
  ]
  return (number: number): Shot => ({
    method: 'GET',
    path: paths[number % paths.length] ?? '/api/customers/',
    headers,
  })
}

/** Everything at once; who is refused comes again when the answer says so. */
class Storm {
  readonly statuses = new Map<number, number>()
  readonly #uploads: SlowClient[] = []
  readonly #going: Promise<void>[] = []
  #isOver = false

  constructor(
    private readonly url: string,
    private readonly headers: Shot['headers']
  ) {}

  async begin(): Promise<void> {
    const ids = await this.#ids()
    const bulk = (number: number) => ({ ids, data: { industry: `Industry ${number}` } })
    const [hot = ''] = ids
    this.#start(HOSTILE.writers, (n) => ['PATCH', `/api/customers/${hot}/`, { notes: `${n}` }])
    this.#start(HOSTILE.bulks, (n) => ['POST', '/api/customers/bulk_update/', bulk(n)])
    this.#start(HOSTILE.exports, () => ['GET', '/api/customers/export/', null])
    for (let number = 0; number < HOSTILE.uploads; number += 1) this.#going.push(this.#trickle())
    await sleep(500)
  }

  async end(): Promise<void> {
    this.#isOver = true
    for (const upload of this.#uploads) upload.leave()
    await Promise.all(this.#going)
  }

  #start(count: number, what: (number: number) => [string, string, object | null]) {
    for (let number = 0; number < count; number += 1) {
      this.#going.push(this.#again(...what(number)))
    }
  }

  async #again(method: string, path: string, body: object | null) {
    while (!this.#isOver) {
      const { status, retryAfter } = await this.#send(method, path, body)
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
      for (let waited = 0; waited < retryAfter && !this.#isOver; waited += 0.1) await sleep(100)
    }
  }

  async #trickle() {
    const token = (this.headers.authorization ?? '').replace('Bearer ', '')
    while (!this.#isOver) {
      const upload = await SlowClient.to(this.url)
      this.#uploads.push(upload)
      upload.begin('POST /api/imports/', {
        ...uploadHeaders(token),
        'X-Organization-Id': this.headers['x-organization-id'] ?? '',
      })
      upload.send(UPLOAD_BEGINS)
      if (this.#isOver) upload.leave()
      await upload.drip('x', 100)
    }
  }

  async #ids(): Promise<string[]> {
    const list = await fetch(`${this.url}/api/customers/?page_size=${BULK}&fields=id`, {
      headers: this.headers,
    })
    const said: unknown = await list.json()
    return Object(said).results.map(({ id }: { id: string }) => id)
  }

  /** Without an agent: each has a connection of its own. */
  #send(method: string, path: string, body: object | null) {
    return new Promise<{ status: number; retryAfter: number }>((resolve, reject) => {
      const { headers } = this
      const sent = request(`${this.url}${path}`, { method, headers, agent: false }, (response) => {
        response.resume()
        response.on('error', reject)
        response.on('end', () => {
          const retryAfter = Number(response.headers['retry-after'] ?? 0)
          resolve({ status: response.statusCode ?? 0, retryAfter })
        })
      })
      sent.on('error', reject)
      sent.end(body && JSON.stringify(body))
    })
  }
}

/** @returns the exit code */
function report(alone: readonly Outcome[], beside: readonly Outcome[]): number {
  const before = latenciesOf(alone)
  const meanwhile = latenciesOf(beside)
  const failed = [...alone, ...beside]
    .flatMap(({ statuses }) => [...statuses])
    .filter(([status]) => status !== 200)
  const ms = (taken: readonly number[], percent: number) => percentile(taken, percent).toFixed(1)
  for (const percent of [50, 90, 99]) {
    const ratio = percentile(meanwhile, percent) / percentile(before, percent)
    console.log(
      `reads, p${percent}: ${ms(before, percent)} ms alone, ${ms(meanwhile, percent)} ms beside it: ${ratio.toFixed(1)} times`
    )
  }
  const kept = failed.length === 0
  console.log(
    `${kept ? 'kept  ' : 'BROKEN'} of ${meanwhile.length} reads beside it none failed ${told(new Map(failed))}`
  )
  return kept ? 0 : 1
}

function latenciesOf(outcomes: readonly Outcome[]): number[] {
  return outcomes
    .flatMap((outcome) =>
      [...outcome.statuses.keys()].flatMap((status) => outcome.latencies(status))
    )
    .sort((a, b) => a - b)
}

function told(statuses: ReadonlyMap<number, number>): string {
  return [...statuses].map(([status, times]) => `${times} × ${status}`).join(', ')
}

process.exitCode = await main({ rounds: Number(options.rounds), seconds: Number(options.seconds) })
