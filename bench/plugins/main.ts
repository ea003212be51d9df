/*
|--------------------------------------------------------------------------
| What plugins cost
|--------------------------------------------------------------------------
|
| "npm run bench:plugins": a write in which no plugin has a say against the
| same one with the runtime of plugins taken out, and reads with twenty
| plugins more against the same ones without. docs/benchmark.md explains it.
|
*/

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import getPort from 'get-port'
import { BenchDatabase } from '#bench/bench_database'
import { Child } from '#bench/child'
import { BenchData } from '#bench/bench_data'
import { type Measurement, calibrate, measure, together } from '#bench/load'
import { buildApplication } from '#bench/servers'
import { productionSettings } from '#bench/settings'
import { Target } from '#bench/target'
import type { Call, Item, Kind } from '#bench/workload'

const ROOT = new URL('../../', import.meta.url)
const VARIANTS = ['as it is', 'without', 'twenty'] as const
const CUSTOMERS = 200
const CONNECTIONS = 4
const MAX = { write: 1.1, read: 0.1 }
/** What both servers answer, so that what is compared is the runtime and not a longer answer. */
const SAME = 'id,code,name,email,phone,company_name,status,industry,rating,created_at,updated_at'

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '5' },
    build: { type: 'boolean', default: true },
  },
})

const environment = fileURLToPath(new URL('.env', ROOT))
if (existsSync(environment)) process.loadEnvFile(environment)
await main(Number(options.seconds), Number(options.rounds))

async function main(seconds: number, rounds: number) {
  const cleanups: (() => Promise<void>)[] = []
  try {
    if (options.build) buildApplication(ROOT)
    const url = process.env.DATABASE_URL || undefined
    const database = await BenchDatabase.open(ROOT, url, 'plugins')
    cleanups.push(() => database.close())
    Object.assign(
      process.env,
      productionSettings(database.url, await getPort({ host: '127.0.0.1' }))
    )
    process.env.WORKERS = 'off'
    await database.recreate()
    cleanups.push(() => database.drop())
    const house = await BenchData.open()
    cleanups.push(house.close)
    await house.migrate()
    const { caller } = await house.employ({ customers: CUSTOMERS, members: 0 })
    const company = { ...caller, customers: CUSTOMERS }
    const tokens = new Map([[caller.userId, await house.token(caller)]])

    const servers = new Map<string, Target>()
    for (const variant of VARIANTS) {
      const hooks = new URL('./variant.ts', import.meta.url).href
      const script = fileURLToPath(new URL('build/bin/server.js', ROOT))
      const command = variant === 'as it is' ? [script] : [`--import=${hooks}`, script]
      const child = await Child.start(await getPort({ host: '127.0.0.1' }), command, {
        VARIANT: variant,
      })
      cleanups.push(() => child.stop())
      servers.set(variant, new Target('app', child, tokens))
    }
    const ids = await idsOf(servers.get('as it is'), company)
    const [asItIs, without, twenty] = VARIANTS

    const write = item('create', 'write', company, 201, [
      { method: 'POST', path: '/api/customers/', body: JSON.stringify({ name: 'Ada' }) },
    ])
    const [whole, bare] = await compare(write, [asItIs, without])
    const ratio = whole / bare
    console.log(
      `create: ${ms(whole)} as it is, ${ms(bare)} with the runtime taken out: ` +
        `${ratio.toFixed(2)} times ${verdict(ratio <= MAX.write, `at most ${MAX.write}`)}`
    )

    const reads = [
      item('list', 'list', company, 200, [
        { method: 'GET', path: `/api/customers/?ordering=name&fields=${SAME}` },
      ]),
      item(
        'retrieve',
        'retrieve',
        company,
        200,
        ids.map((id): Call => ({ method: 'GET', path: `/api/customers/${id}/` }))
      ),
    ]
    for (const read of reads) {
      const [few, many] = await compare(read, [asItIs, twenty])
      console.log(
        `${read.name}: ${ms(few)} as it is, ${ms(many)} with twenty plugins more: ` +
          `${ms(many - few)} ${verdict(many - few < MAX.read, `less than ${MAX.read} ms`)}`
      )
    }
    const longer = item('list', 'list', company, 200, [
      { method: 'GET', path: '/api/customers/?ordering=name' },
    ])
    const [few, many] = await compare(longer, [asItIs, twenty])
    console.log(
      `list: ${ms(few)} as it is, ${ms(many)} with the thousand values that twenty plugins add to its answer`
    )

    /** Milliseconds of the server's CPU per request, of both, measured in turns. */
    async function compare(
      of: Item,
      [one, other]: readonly [string, string]
    ): Promise<readonly [number, number]> {
      const pair = [one, other].flatMap((variant) => servers.get(variant) ?? [])
      const amounts = []
      for (const target of pair) amounts.push(await calibrate(target, of, CONNECTIONS, seconds))
      const amount = Math.max(...amounts)
      const measured = pair.map((): Measurement[] => [])
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, target] of pair.entries()) {
          measured[index]?.push(await measure(target, of, CONNECTIONS, amount, null))
        }
      }
      const [first = Number.NaN, second = Number.NaN] = measured.map((all) => {
        const { serverCpu, requests, wrong } = together(all)
        if (wrong > 0) throw new Error(`${of.name}: ${wrong} wrong answers`)
        return serverCpu / requests
      })
      return [first, second]
    }
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}

function item(
  name: string,
  kind: Kind,
  company: Item['company'],
  status: number,
  calls: readonly Call[]
): Item {
  return { name, kind, company, status, calls: { app: calls, bare: calls }, accepts: () => true }
}

async function idsOf(target: Target | undefined, company: Item['company']): Promise<string[]> {
  const call = { method: 'GET', path: '/api/customers/?fields=id&page_size=50' } as const
  const { answer } = (await target?.send(company, call)) ?? {}
  const { results }: { results: readonly { id: string }[] } = Object(answer)
  return results.map(({ id }) => id)
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(3)} ms`
}

function verdict(kept: boolean, promise: string): string {
  return `(${promise}: ${kept ? 'kept' : 'BROKEN'})`
}
