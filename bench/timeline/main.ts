/*
|--------------------------------------------------------------------------
| A page of a long timeline
|--------------------------------------------------------------------------
|
| "npm run bench:timeline": what a page costs of a record with 10,000
| activities in an organization with 300,000, against a server written by
| hand for the same answer. docs/benchmark.md explains it.
|
*/

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import getPort from 'get-port'
import { Bench } from '#bench/bench'
import { BenchDatabase } from '#bench/bench_database'
import { BenchData } from '#bench/bench_data'
import { PostgresProcesses } from '#bench/cpu'
import { readOptions } from '#bench/options'
import { buildApplication, startApplication, startBareServer } from '#bench/servers'
import { productionSettings } from '#bench/settings'
import type { Target } from '#bench/target'
import { populateActivities } from '#bench/timeline/population'
import { type Item, part } from '#bench/workload'

const ROOT = new URL('../../', import.meta.url)
const CUSTOMERS = 1_000
const LIMIT = 1.5
/** Pages from the beginning to the one that is measured in the midst. */
const DEEP = 200

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    build: { type: 'boolean', default: true },
    profile: { type: 'string' },
  },
})

const environment = fileURLToPath(new URL('.env', ROOT))
if (existsSync(environment)) process.loadEnvFile(environment)
process.exitCode = await main()

/** @returns the exit code: 1 when an answer was wrong */
async function main(): Promise<number> {
  const cleanups: (() => Promise<void>)[] = []
  try {
    if (options.build) buildApplication(ROOT)
    const database = await BenchDatabase.open(
      ROOT,
      process.env.DATABASE_URL || undefined,
      'timeline'
    )
    cleanups.push(() => database.close())
    const port = await getPort({ host: '127.0.0.1' })
    Object.assign(process.env, productionSettings(database.url, port))
    await database.recreate()
    cleanups.push(() => database.drop())
    const house = await BenchData.open()
    cleanups.push(house.close)
    await house.migrate()
    const { caller } = await house.employ({ customers: CUSTOMERS, members: 0 })
    const client = await database.connect()
    if (!client) throw new Error('The database has vanished')
    cleanups.push(() => client.end())
    const record = await populateActivities(client, caller)

    const app = await startApplication(ROOT, port, house, [caller], options.profile ?? null)
    cleanups.push(() => app.child.stop())
    const secret = randomBytes(32).toString('base64url')
    const bare = await startBareServer([caller], secret, './timeline/bare_server.ts')
    cleanups.push(() => bare.child.stop())
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const postgres = await PostgresProcesses.ofBackend(rows[0]?.pid ?? 0)

    const company = { ...caller, customers: CUSTOMERS }
    const path = `/api/customers/${record}/timeline/`
    const deep = async (target: Target) => {
      let next = path
      for (let page = 0; page < DEEP; page += 1) {
        const { answer } = await target.send(company, { method: 'GET', path: next })
        const link = new URL(String(part(answer, 'next')))
        next = `${link.pathname}${link.search}`
      }
      return next
    }
    const item = (name: string, appPath: string, barePath: string): Item => ({
      name,
      kind: 'list',
      company,
      status: 200,
      calls: {
        app: [{ method: 'GET', path: appPath }],
        bare: [{ method: 'GET', path: barePath }],
      },
      accepts: (answer) => Object(part(answer, 'results')).length === 25,
    })
    const bench = new Bench(
      { app, bare, client, postgres },
      readOptions(['--seconds', options.seconds, '--rounds', options.rounds])
    )
    await bench.run([
      item('timeline, first page', path, path),
      item(`timeline, page ${DEEP + 1}`, await deep(app), await deep(bare)),
    ])
    for (const { item: name, connections, ratio } of bench.rows) {
      const kept = ratio.server <= LIMIT ? 'kept  ' : 'BROKEN'
      console.log(
        `${kept} server CPU ratio, ${name}, c=${connections}: ${ratio.server.toFixed(2)} (at most ${LIMIT})`
      )
    }
    for (const text of bench.wrong) console.log(`WRONG  ${text}`)
    return bench.wrong.length > 0 ? 1 : 0
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}
