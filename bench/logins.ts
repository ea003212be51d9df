/*
|--------------------------------------------------------------------------
| A flood of logins
|--------------------------------------------------------------------------
|
| "npm run bench:logins": what everybody else notices while many people log
| in. docs/benchmark.md explains it.
|
*/

import { existsSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import getPort from 'get-port'
import { BenchDatabase } from './bench_database.js'
import { PostgresProcesses, cpuOf, cpuOfMachine } from './cpu.js'
import { BenchData, type Staffed } from './bench_data.js'
import { type Outcome, type Shot, fireAtATime, fireSteadily, percentile } from './open_loop.js'
import { buildApplication, startApplication } from './servers.js'
import { productionSettings } from './settings.js'

const ROOT = new URL('../', import.meta.url)
const CUSTOMERS = 200
const MEMBERS = 500
const LISTS_A_SECOND = 20
const SECONDS_BEFORE = 5
const AT_A_TIME = 5
const STRANGERS = 200
const WARMING_UP = 200
const LIST = '/api/customers/?ordering=name'

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '20' },
    build: { type: 'boolean', default: true },
  },
})

const environment = fileURLToPath(new URL('.env', ROOT))
if (existsSync(environment)) process.loadEnvFile(environment)
await main({ rate: Number(options.rate), seconds: Number(options.seconds) })

async function main(flood: { readonly rate: number; readonly seconds: number }) {
  const cleanups: (() => Promise<void>)[] = []
  try {
    if (options.build) buildApplication(ROOT)
    const database = await BenchDatabase.open(ROOT, process.env.DATABASE_URL || undefined, 'logins')
    cleanups.push(() => database.close())
    const port = await getPort({ host: '127.0.0.1' })
    Object.assign(process.env, productionSettings(database.url, port), {
      /* Everybody comes from an address of their own, as in reality. */
      TRUSTED_PROXIES: '127.0.0.1',
    })

    await database.recreate()
    const house = await BenchData.open()
    cleanups.push(house.close)
    await house.migrate()
    const staffed = await house.employ({ customers: CUSTOMERS, members: MEMBERS })
    const client = await database.connect()
    if (!client) throw new Error(`The database ${database.name} has vanished`)
    cleanups.push(() => client.end())
    await client.query('VACUUM (ANALYZE)')
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const postgres = await PostgresProcesses.ofBackend(rows[0]?.pid ?? 0)

    const app = await startApplication(ROOT, port, house, [staffed.caller], null)
    cleanups.push(() => app.child.stop())
    const { url, pid } = app.child
    const list: Shot = { method: 'GET', path: LIST, headers: app.headers(staffed.caller) }
    const askLists = (seconds: number) =>
      fireSteadily(url, { rate: LISTS_A_SECOND, seconds }, () => list)

    /* What is measured is how it runs, not how it starts. */
    await fireAtATime(url, { atATime: AT_A_TIME, count: WARMING_UP }, (number) =>
      login(staffed, number)
    )
    await askLists(2)
    describe('lists, nobody logging in', await askLists(SECONDS_BEFORE), 200)

    const ownDelay = monitorEventLoopDelay({ resolution: 1 })
    const cpu = async () => ({
      app: await cpuOf(pid),
      postgres: (await postgres?.cpu()) ?? 0,
      self: await cpuOf(process.pid),
      machine: await cpuOfMachine(),
    })
    const before = await cpu()
    ownDelay.enable()
    const [logins, lists] = await Promise.all([
      fireSteadily(url, flood, (number) => login(staffed, number)),
      askLists(flood.seconds),
    ])
    ownDelay.disable()
    const after = await cpu()

    describe(`lists, ${flood.rate} logins a second`, lists, 200)
    describe('logins', logins, 200)
    const served = logins.statuses.get(200) ?? 0
    console.log(`logins served: ${(served / flood.seconds).toFixed(1)} a second`)
    describeMachine(before, after, flood.seconds)
    console.log(`this process, which asks, was itself late by up to ${milliseconds(ownDelay.max)}`)

    describe(
      `logins, ${AT_A_TIME} at a time`,
      await fireAtATime(url, { atATime: AT_A_TIME, count: 200 }, (number) =>
        login(staffed, number)
      ),
      200
    )
    await compareStrangers(url, staffed)
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}

/** Whether it takes longer to refuse a wrong password than a name that nobody has. */
async function compareStrangers(url: string, staffed: Staffed) {
  const strangers = { ...staffed, emails: staffed.emails.map((email) => `no-${email}`) }
  const known: number[] = []
  const unknown: number[] = []
  const refuse = async (people: Staffed, number: number) => {
    const shot = login({ ...people, password: 'not the password' }, number)
    const outcome = await fireAtATime(url, { atATime: 1, count: 1 }, () => shot)
    return outcome.latencies(401)
  }
  for (let number = 0; number < STRANGERS; number += 1) {
    known.push(...(await refuse(staffed, number)))
    unknown.push(...(await refuse(strangers, number)))
  }
  const median = (taken: readonly number[]) =>
    percentile(
      taken.toSorted((a, b) => a - b),
      50
    )
  const [mine, nobodys] = [median(known), median(unknown)]
  const apart = ((100 * Math.abs(mine - nobodys)) / mine).toFixed(1)
  console.log(
    `refused, ${known.length} and ${unknown.length} times: p50 ${mine.toFixed(1)} ms with a known ` +
      `name, ${nobodys.toFixed(1)} ms with an unknown one: ${apart} % apart`
  )
}

type Cpu = Readonly<Record<'app' | 'postgres' | 'self' | 'machine', number>>

/** What took part, and how much of the computer was taken by what did not. */
function describeMachine(before: Cpu, after: Cpu, seconds: number) {
  const used = (name: keyof Cpu) => after[name] - before[name]
  const share = (taken: number) => `${(taken / seconds / 10).toFixed(0)} %`
  const others = used('machine') - used('app') - used('postgres') - used('self')
  console.log(
    `CPU, of one core: app ${share(used('app'))}, PostgreSQL ${share(used('postgres'))}, ` +
      `this process ${share(used('self'))}, everything else on the computer ${share(others)}`
  )
}

function milliseconds(nanoseconds: number): string {
  return `${(nanoseconds / 1_000_000).toFixed(1)} ms`
}

function login({ emails, password }: Staffed, number: number): Shot {
  const member = number % emails.length
  return {
    method: 'POST',
    path: '/api/auth/login/',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': `10.1.${member >> 8}.${member & 255}`,
    },
    body: JSON.stringify({ email: emails[member], password }),
  }
}

function describe(what: string, outcome: Outcome, status: number) {
  const taken = outcome.latencies(status)
  const ms = (percent: number) => `${percentile(taken, percent).toFixed(1)} ms`
  const statuses = [...outcome.statuses].map(([code, times]) => `${times} × ${code}`).join(', ')
  const percentiles = `p50 ${ms(50)}, p95 ${ms(95)}, p99 ${ms(99)}, slowest ${ms(100)}`
  console.log(`${what}: ${statuses}; ${percentiles}`)
}
