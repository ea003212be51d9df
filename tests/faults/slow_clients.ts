import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import { superuser } from '#database/demo/accounts'
import { type DemoCompany, demoCompanies } from '#database/demo/companies'
import { PUBLIC_ADMIN_PASSWORD, PUBLIC_MEMBER_PASSWORD } from '#database/demo/passwords'
import { BenchDatabase } from '#bench/bench_database'
import { SlowClient, UPLOAD_BEGINS, eventually, uploadHeaders } from '#tests/support/slow_client'
import { CrmServer } from './support/server.js'

export const name = 'slow_clients'
export const title =
  'four uploads, bodies and headers that drip, and four exports that no one reads, hold no one up'

const ROOT = new URL('../../', import.meta.url)
/** Deadlines that a scenario can wait for. */
const SHORT = {
  REQUEST_HEADER_SECONDS: '3',
  REQUEST_STALL_SECONDS: '2',
  DOWNLOAD_STALL_SECONDS: '2',
  THROTTLE: 'off',
}

/** Brings the fault about on a server of its own, with a database of its own. */
export async function run(): Promise<void> {
  const database = await BenchDatabase.open(ROOT, process.env.DATABASE_URL, 'faults_slow')
  let server: CrmServer | undefined
  try {
    await database.recreate()
    server = await CrmServer.start({ ...SHORT, DATABASE_URL: database.url })
    await holdUp(`http://127.0.0.1:${server.port}`, database)
  } finally {
    await server?.program.stop()
    await database.drop()
    await database.close()
  }
}

async function holdUp(address: string, database: BenchDatabase): Promise<void> {
  const [first, second] = demoCompanies
  if (!first || !second) throw new Error('The demonstration has two organizations')
  const [slow, other] = [await logIn(address, first), await logIn(address, second)]
  await fill(database, slow)
  const upload = async () =>
    (await SlowClient.to(address))
      .begin('POST /api/imports/', { ...uploadHeaders(slow.token), ...as(slow) })
      .send(UPLOAD_BEGINS)
  const unread = async () =>
    (await SlowClient.to(address))
      .stopReading()
      .begin('GET /api/customers/export/', { ...as(slow), Connection: 'close' })
  const uploads = await Promise.all([upload(), upload(), upload(), upload()])
  const exports = await Promise.all([unread(), unread(), unread(), unread()])
  const body = (await SlowClient.to(address)).begin('POST /api/customers/', {
    ...as(slow),
    'Content-Type': 'application/json',
    'Content-Length': '5000',
  })
  const header = (await SlowClient.to(address)).send('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n')
  const dripping = Promise.all([
    ...uploads.map((client) => client.drip('x', 200)),
    body.drip(' ', 200),
    header.drip('X-Drip: x\r\n', 200),
  ])

  await sleep(300)
  assert.equal((await ask(address, other, '/api/customers/')).status, 200, 'a list')
  assert.equal((await ask(address, other, '/api/customers/export/')).status, 200, 'an export')
  assert.equal((await importFile(address, other)).status, 201, 'an import')

  for (const seconds of await dripping) assert.ok(seconds < 20, `it dripped for ${seconds} s`)
  await eventually(async () => {
    const answer = await ask(address, slow, '/api/customers/?page_size=1')
    return answer.status === 200 && (await importFile(address, slow)).status === 201
  }, 20)
  for (const client of exports) {
    client.resumeReading()
    await client.ended()
  }
}

interface Caller {
  readonly token: string
  readonly slug: string
}

/** Logs in as the owner of an organization of the demonstration. */
async function logIn(address: string, { owner, slug }: DemoCompany): Promise<Caller> {
  const password = owner === superuser ? PUBLIC_ADMIN_PASSWORD : PUBLIC_MEMBER_PASSWORD
  const answer = await fetch(`${address}/api/auth/login/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: owner.email, password }),
  })
  const said: unknown = await answer.json()
  assert.equal(answer.status, 200, JSON.stringify(said))
  return { token: String(Object(Object(said).tokens).access), slug }
}

/** Gives an organization more than buffers hold. */
async function fill(database: BenchDatabase, { slug }: Caller): Promise<void> {
  const client = await database.connect()
  await client?.query(
    `INSERT INTO customers (organization_id, code, name, notes)
     SELECT o.id, 'BIG' || n, 'Customer ' || n, repeat('x', 10000)
     FROM organizations o, generate_series(1, 2500) n WHERE o.slug = $1`,
    [slug]
  )
  await client?.end()
}

const as = ({ token, slug }: Caller) => ({
  'Authorization': `Bearer ${token}`,
  'X-Organization-Id': slug,
})

async function ask(address: string, caller: Caller, path: string): Promise<Response> {
  const answer = await fetch(`${address}${path}`, { headers: as(caller) })
  await answer.arrayBuffer()
  return answer
}

function importFile(address: string, caller: Caller): Promise<Response> {
  const form = new FormData()
  form.set('resource', 'customers')
  form.set('mapping', JSON.stringify({ name: 'name' }))
  form.set('file', new Blob(['name\nAnn\n'], { type: 'text/csv' }), 'people.csv')
  return fetch(`${address}/api/imports/`, {
    method: 'POST',
    headers: as(caller),
    body: form,
  })
}
