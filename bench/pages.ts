/*
|--------------------------------------------------------------------------
| The admin pages
|--------------------------------------------------------------------------
|
| "npm run bench:pages": how long the server takes for each page of an
| organization with 300,000 of 1,000,000 customers. docs/benchmark.md explains
| it.
|
*/

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import getPort from 'get-port'
import { BenchDatabase } from './bench_database.js'
import { BenchData } from './bench_data.js'
import { percentile } from './open_loop.js'
import { type Population, callersOf, populate, tidy } from './population.js'
import { buildApplication, startApplication } from './servers.js'
import { productionSettings } from './settings.js'

const ROOT = new URL('../', import.meta.url)
/** Milliseconds that a page may take, half of the times. */
const PROMISED = 100
const WARM_UP = 3

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    small: { type: 'boolean', default: false },
    build: { type: 'boolean', default: true },
    times: { type: 'string', default: '15' },
  },
})

const environment = fileURLToPath(new URL('.env', ROOT))
if (existsSync(environment)) process.loadEnvFile(environment)
process.exitCode = await main(Number(options.times))

/** @returns the exit code: 1 when a page was not there */
async function main(times: number): Promise<number> {
  const cleanups: (() => Promise<void>)[] = []
  try {
    if (options.build) buildApplication(ROOT)
    const database = await BenchDatabase.open(ROOT, process.env.DATABASE_URL || undefined)
    cleanups.push(() => database.close())
    const port = await getPort({ host: '127.0.0.1' })
    Object.assign(process.env, productionSettings(database.url, port))

    const { house, population, client } = await populate(database, () => BenchData.open(), {
      ...{ root: ROOT, size: options.small ? 'small' : 'full', fresh: false },
    })
    cleanups.push(() => client.end(), house.close)
    await tidy(client, population)
    await client.query('SET ROLE crm_system')
    const { rows } = await client.query<Place>(
      `SELECT o.slug, m.user_id, m.id AS membership_id,
              (SELECT id FROM customers c WHERE c.organization_id = o.id LIMIT 1) AS id
       FROM organizations o JOIN user_organizations m ON m.organization_id = o.id AND m.role = 'owner'
       WHERE o.id = $1`,
      [population.large.organizationId]
    )
    await client.query('RESET ROLE')
    const [place] = rows
    if (!place) throw new Error('The largest organization has vanished')

    const app = await startApplication(ROOT, port, house, callersOf(population), null)
    cleanups.push(() => app.child.stop())
    const visitor = await house.visitor()
    console.log(told(population))
    let [slow, wrong] = [0, 0]
    for (const path of pathsOf(place)) {
      const taken: number[] = []
      let bytes = 0
      for (let round = 0; round < WARM_UP + times; round += 1) {
        const begun = performance.now()
        const { status, html } = await visitor.get(path)
        if (round >= WARM_UP) taken.push(performance.now() - begun)
        bytes = html.length
        if (status === 200) continue
        wrong += 1
        console.log(`WRONG  ${status} ${path}`)
        break
      }
      if (taken.length === 0) continue
      taken.sort((a, b) => a - b)
      const half = percentile(taken, 50)
      if (half > PROMISED) slow += 1
      console.log(
        [half, percentile(taken, 90), bytes / 1024].map((n) => n.toFixed(1).padStart(8)).join(''),
        ` ${path.replace(place.slug, ':slug').replaceAll(place.id, ':id')}`
      )
    }
    console.log(`\n${slow === 0 ? 'kept  ' : 'BROKEN'} every page within ${PROMISED} ms at p50`)
    return wrong > 0 ? 1 : 0
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}

function told({ customers, large }: Population): string {
  return [
    `${customers.toLocaleString('en-US')} customers, ${large.customers.toLocaleString('en-US')} of them here`,
    ['p50 ms', 'p90 ms', 'KiB'].map((head) => head.padStart(8)).join(''),
  ].join('\n')
}

/** What addresses name of the largest organization. */
interface Place {
  readonly slug: string
  readonly id: string
  readonly user_id: string
  readonly membership_id: string
}

/** Every page, and those lists that ask for more than the first of it. */
function pathsOf({ slug, id, user_id: userId, membership_id: membershipId }: Place) {
  const here = `/admin/organizations/${slug}`
  const customers = `${here}/customers`
  return [
    '/admin',
    '/admin/organizations',
    '/admin/organizations?search=company',
    '/admin/users',
    '/admin/users?search=olivia',
    `/admin/users/${userId}`,
    `/admin/users/${userId}/edit`,
    '/admin/users/new',
    '/admin/organizations/new',
    '/admin/imports',
    '/admin/imports?search=people&status[in]=completed',
    '/admin/jobs',
    '/admin/health',
    here,
    `${here}/edit`,
    `${here}/members/${membershipId}`,
    `${here}/imports`,
    `${here}/imports/new?resource=customers`,
    `${here}/board`,
    `${here}/lead-funnel`,
    `${here}/plugins`,
    `${here}/plugins/loyalty`,
    `${here}/permission-matrix`,
    `${here}/permission-matrix/new`,
    customers,
    `${customers}?page=400`,
    `${customers}?page_size=100`,
    `${customers}?ordering=name`,
    `${customers}?status[in]=active&customer_type[in]=business`,
    `${customers}?created_at[gte]=2025-06-01`,
    `${customers}?industry[contains]=a`,
    `${customers}?search=example.com`,
    `${customers}?search=a`,
    `${customers}?search=smith&ordering=name`,
    `${customers}?search=nothing-is-called-so`,
    `${customers}?deleted=true`,
    `${customers}/new`,
    `${customers}/${id}`,
    `${customers}/${id}/edit`,
    `${here}/candidates/customers?search=example.com`,
    `${here}/employees`,
    `${here}/user-organizations`,
    `${here}/audit-logs`,
  ]
}
