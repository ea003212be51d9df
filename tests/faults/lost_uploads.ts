import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoCompanies } from '#database/demo/companies'
import { superuser } from '#database/demo/accounts'
import { PUBLIC_ADMIN_PASSWORD, PUBLIC_MEMBER_PASSWORD } from '#database/demo/passwords'
import { BenchDatabase } from '#bench/bench_database'
import { eventually } from '#tests/support/slow_client'
import { Program } from './support/program.js'
import { CrmServer } from './support/server.js'

export const name = 'lost_uploads'
export const title =
  '1,000 uploads of which half break off, and a server that is killed meanwhile, leave no file behind'

const ROOT = new URL('../../', import.meta.url)
const UPLOADS = 1_000
const AT_ONCE = 8
const BYTES = 64 * 1024
const BOUNDARY = 'the-form-goes-on'
const HEAD = Buffer.from(
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n`
)
const END = Buffer.from(`\r\n--${BOUNDARY}--\r\n`)

interface Caller {
  readonly address: string
  readonly token: string
  readonly slug: string
}

/** What came of uploads. */
interface Tally {
  answered: number
  brokenOff: number
}

/** Brings the fault about on a server of its own, with a database and a folder of its own. */
export async function run(): Promise<void> {
  const database = await BenchDatabase.open(ROOT, process.env.DATABASE_URL, 'faults_uploads')
  const folder = await mkdtemp(join(tmpdir(), 'lost-uploads-'))
  const settings = {
    DATABASE_URL: database.url,
    FILES_FOLDER: folder,
    UPLOADS_AT_ONCE: `${AT_ONCE}/${AT_ONCE}/${AT_ONCE * 2}`,
    THROTTLE: 'off',
  }
  let server: CrmServer | undefined
  try {
    await database.recreate()
    server = await CrmServer.start(settings)
    const caller = await logIn(`http://127.0.0.1:${server.port}`)
    const path = await recordOf(caller)
    const tally = { answered: 0, brokenOff: 0 }
    const began = performance.now()
    await sendAll(caller, path, UPLOADS - AT_ONCE, tally)
    await eventually(async () => (await countIn(database, `state <> 'kept'`)) === 0, 30)
    const seconds = (performance.now() - began) / 1000
    const cut = sendAll(caller, path, AT_ONCE, tally)
    await eventually(async () => (await countIn(database, `state <> 'kept'`)) > 0, 30)
    await server.program.kill()
    await cut
    const left = await countIn(database, `state <> 'kept'`)

    await inDatabase(database, `UPDATE stored_files SET created_at = now() - interval '30 days'`)
    server = await CrmServer.start(settings)
    const swept = new Program(['ace.js', 'files:sweep'], settings)
    assert.equal(await swept.ended(), 0, swept.output)
    await ensureNoOrphans(database, folder, tally.answered)
    console.log(`        ${JSON.stringify({ ...tally, left, seconds: Math.round(seconds) })}`)
  } finally {
    await server?.program.stop()
    await database.drop()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Every file that is there is one of an attachment, and all that were answered are there. */
async function ensureNoOrphans(database: BenchDatabase, folder: string, answered: number) {
  const known = await inDatabase(
    database,
    `SELECT f.organization_id || '/_records/' || f.id AS path
     FROM stored_files f JOIN attachments a
       ON a.organization_id = f.organization_id AND a.file_id = f.id WHERE f.state = 'kept'`
  )
  const rows = await countIn(database, 'true')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('.arriving'))
  assert.deepEqual(found.sort(), known.map(({ path }) => String(path)).sort())
  assert.equal(rows, known.length, 'what is known of files is of attachments')
  assert.ok(known.length >= answered, `${known.length} of ${answered} are there`)
  const [usage] = await inDatabase(
    database,
    `SELECT u.bytes = (SELECT sum(a.size) FROM attachments a
                       WHERE a.organization_id = u.organization_id) AS fits
     FROM file_usages u WHERE u.bytes > 0`
  )
  assert.equal(usage?.fits, true, 'what an organization has is the sum of its files')
}

async function sendAll(
  { address, token, slug }: Caller,
  path: string,
  count: number,
  tally: Tally
) {
  let next = 0
  const work = async () => {
    while (next++ < count) {
      const isCut = Math.random() < 0.5
      const isAnswered = await send(new URL(path, address), { token, slug }, isCut)
      if (isAnswered) tally.answered += 1
      else tally.brokenOff += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/**
 * Sends a file, or a part of it before the connection is cut. @returns whether an answer said that it is there
 */
async function send(url: URL, { token, slug }: Omit<Caller, 'address'>, isCut: boolean) {
  const content = Buffer.concat([HEAD, randomBytes(BYTES), END])
  const upload = request(url, {
    method: 'POST',
    agent: false,
    headers: {
      'Authorization': `Bearer ${token}`,
      'X-Organization-Id': slug,
      'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
      'Content-Length': content.length,
    },
  })
  const answer = new Promise<boolean>((resolve) => {
    upload.once('error', () => resolve(false))
    upload.once('response', (response) => {
      response.resume().once('close', () => resolve(response.statusCode === 201))
    })
  })
  if (!isCut) {
    upload.end(content)
    return answer
  }
  /* Anywhere: before the first byte, in the midst, or when all of it is there and no answer yet. */
  upload.write(content.subarray(0, Math.floor(Math.random() * (content.length + 1))))
  await sleep(Math.random() * 20)
  upload.destroy()
  return answer
}

/** Logs in as the owner of an organization of the demonstration. */
async function logIn(address: string): Promise<Caller> {
  const [, company] = demoCompanies
  if (!company) throw new Error('The demonstration has two organizations')
  const { owner, slug } = company
  const password = owner === superuser ? PUBLIC_ADMIN_PASSWORD : PUBLIC_MEMBER_PASSWORD
  const answer = await fetch(`${address}/api/auth/login/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: owner.email, password }),
  })
  const said: unknown = await answer.json()
  assert.equal(answer.status, 200, JSON.stringify(said))
  return { address, token: String(Object(Object(said).tokens).access), slug }
}

async function recordOf({ address, token, slug }: Caller): Promise<string> {
  const answer = await fetch(`${address}/api/customers/`, {
    method: 'POST',
    headers: {
      'Authorization': `Bearer ${token}`,
      'X-Organization-Id': slug,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ name: 'Files' }),
  })
  const said: unknown = await answer.json()
  assert.equal(answer.status, 201, JSON.stringify(said))
  return `/api/customers/${Object(said).id}/attachments/`
}

async function countIn(database: BenchDatabase, condition: string): Promise<number> {
  const [row] = await inDatabase(
    database,
    `SELECT count(*)::int AS count FROM stored_files WHERE ${condition}`
  )
  return Number(row?.count)
}

async function inDatabase(
  database: BenchDatabase,
  sql: string
): Promise<Record<string, unknown>[]> {
  const client = await database.connect()
  if (!client) throw new Error('The database is gone')
  try {
    await client.query(`SET ROLE crm_system`)
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
