/*
|--------------------------------------------------------------------------
| Benchmark
|--------------------------------------------------------------------------
|
| "npm run bench": what a request costs here, against a server written by
| hand for the same answers. docs/benchmark.md explains it.
|
*/

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { Bench } from './bench.js'
import { BenchDatabase } from './bench_database.js'
import { PostgresProcesses, memoryOf } from './cpu.js'
import { populateDeals } from '#bench/deals/population'
import { dealWorkload } from '#bench/deals/workload'
import { populateLeads } from '#bench/reports/population'
import { reportWorkload } from '#bench/reports/workload'
import { BenchData } from './bench_data.js'
import { type Options, readOptions } from './options.js'
import { callersOf, populate, tidy } from './population.js'
import { promises } from './report.js'
import { buildApplication, startApplication, startBareServer } from './servers.js'
import { productionSettings } from './settings.js'
import { soak } from './soak.js'
import { workload } from './workload.js'

const ROOT = new URL('../', import.meta.url)
const SERVERS = { deals: './deals/bare_server.ts', reports: './reports/bare_server.ts' }

const environment = fileURLToPath(new URL('.env', ROOT))
if (existsSync(environment)) process.loadEnvFile(environment)
process.exitCode = await main(readOptions(process.argv.slice(2)))

/** @returns the exit code: 1 when an answer was wrong */
async function main(options: Options): Promise<number> {
  const cleanups: (() => Promise<void>)[] = []
  try {
    if (options.build) buildApplication(ROOT)
    const { deals, reports, small, fresh } = options
    const part = deals ? 'deals' : reports ? 'reports' : null
    const database = await BenchDatabase.open(
      ROOT,
      process.env.DATABASE_URL || undefined,
      part ? `bench_${part}` : 'bench'
    )
    cleanups.push(() => database.close())
    const port = await getPort({ host: '127.0.0.1' })
    Object.assign(process.env, productionSettings(database.url, port))

    const { house, population, client } = await populate(database, () => BenchData.open(), {
      ...{ root: ROOT, size: small || deals ? 'small' : reports ? 'reports' : 'full', fresh },
    })
    cleanups.push(() => client.end(), house.close)
    if (part) await populateDeals(client, population, small)
    if (reports) await populateLeads(client, population)
    await tidy(client, population)

    const callers = callersOf(population)
    const app = await startApplication(ROOT, port, house, callers, options.profile)
    cleanups.push(() => app.child.stop())
    const secret = randomBytes(32).toString('base64url')
    const bare = await startBareServer(callers, secret, part ? SERVERS[part] : undefined)
    cleanups.push(() => bare.child.stop())

    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const postgres = await PostgresProcesses.ofBackend(rows[0]?.pid ?? 0)
    if (!postgres) console.log('PostgreSQL runs elsewhere: its CPU cannot be seen.')

    const all = deals
      ? await dealWorkload(client, population)
      : reports
        ? await reportWorkload(client, population)
        : await workload(client, population, app)
    const items = all.filter(
      ({ name }) =>
        options.items.length === 0 || options.items.some((wanted) => name.includes(wanted))
    )
    const bench = new Bench({ app, bare, client, postgres }, options)
    await bench.run(items)
    const soaked = options.soak ? await soak(app, all) : 0
    if (soaked > 0) bench.wrong.push(`${soaked} wrong answers in the soak`)

    const memory = { app: await memoryOf(app.child.pid), bare: await memoryOf(bare.child.pid) }
    console.log(
      `\nMemory (RSS): app ${memory.app.toFixed(0)} MiB, bare ${memory.bare.toFixed(0)} MiB\n`
    )
    const promised = promises(bench.rows, { soaked: options.soak, mebibytes: memory.app })
    for (const { text, kept } of promised) console.log(`${kept ? 'kept  ' : 'BROKEN'} ${text}`)
    for (const text of bench.wrong) console.log(`WRONG  ${text}`)
    if (options.json) {
      const written = {
        population,
        memory,
        rows: bench.rows,
        promises: promised,
        wrong: bench.wrong,
      }
      await writeFile(options.json, `${JSON.stringify(written, null, 2)}\n`)
    }
    return bench.wrong.length > 0 ? 1 : 0
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}
