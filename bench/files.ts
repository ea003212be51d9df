/*
|--------------------------------------------------------------------------
| Files of a request
|--------------------------------------------------------------------------
|
| "npm run bench:files": through how many files of the application one warm
| request runs, by the coverage of V8. What is only loaded does not count; a
| file counts once a function of it was called. docs/benchmark.md explains it.
|
*/

import { existsSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { BenchDatabase } from './bench_database.js'
import { BenchData } from './bench_data.js'
import { productionSettings } from './settings.js'

const ROOT = new URL('../', import.meta.url)
const APPLICATION = ['app/', 'config/', 'start/'].map((folder) => new URL(folder, ROOT).href)
const WARM_UP = 30
const REQUESTS = [
  { name: 'POST /api/customers/', path: '/api/customers/', body: { name: 'Ann' } },
  { name: 'GET /api/customers/', path: '/api/customers/', body: null },
]

const environment = fileURLToPath(new URL('.env', ROOT))
if (existsSync(environment)) process.loadEnvFile(environment)
await main()
process.exit()

async function main() {
  const database = await BenchDatabase.open(ROOT, process.env.DATABASE_URL || undefined, 'files')
  await database.recreate()
  const port = await getPort({ host: '127.0.0.1' })
  Object.assign(process.env, productionSettings(database.url, port))
  const house = await BenchData.open()
  await house.migrate()
  const caller = await house.found('Company')
  const token = await house.token(caller)
  await house.close()

  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  await import('../bin/server.js')

  for (const { name, path, body } of REQUESTS) {
    const send = async () => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          'authorization': `Bearer ${token}`,
          'x-organization-id': caller.organizationId,
          'content-type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      })
      await response.text()
      if (!response.ok) throw new Error(`${name} answered ${response.status}`)
    }
    for (let time = 0; time < WARM_UP; time += 1) await send()
    await session.post('Profiler.takePreciseCoverage')
    await send()
    const { result } = await session.post('Profiler.takePreciseCoverage')
    const files = result.filter(({ url, functions }) => isOurs(url) && functions.some(wasCalled))
    console.log(`${name} runs through ${files.length} files`)
    for (const { url } of files) console.log(`  ${url.slice(ROOT.href.length)}`)
  }
  await database.close()
}

function isOurs(url: string): boolean {
  return APPLICATION.some((folder) => url.startsWith(folder))
}

function wasCalled({
  functionName,
  ranges,
}: {
  functionName: string
  ranges: { count: number }[]
}) {
  return functionName !== '' && (ranges[0]?.count ?? 0) > 0
}
