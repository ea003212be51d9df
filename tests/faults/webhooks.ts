import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import getPort from 'get-port'
import { Webhook as Receiver } from 'standardwebhooks'
import { BenchDatabase } from '#bench/bench_database'
import { ADMIN } from './support/demo_server.js'
import { Program } from './support/program.js'
import { CrmServer } from './support/server.js'

export const name = 'webhooks'
export const title =
  '10,000 changes come to a receiver in order, each at least once, while workers and the server are killed'

const ROOT = new URL('../../', import.meta.url)
const CHANGES = Number(process.env.WEBHOOK_CHANGES ?? 10_000)
const RECORDS = 100
const WRITERS = 6
const WORKERS = 2
/** Changes that are taken back, which must never come. */
const UNDONE = CHANGES / 20
/** Milliseconds between two kills, at the most. */
const KILL_MS = 6_000
/** In which everything has come once nothing is killed any more. */
const SETTLE_MS = 240_000
const NEVER = 'Never committed'

/** What came, as a receiver knows it. */
class Inbox {
  secret = ''
  requests = 0
  unverified = 0
  refused = 0
  /** The ids of events by record, in the order in which each first came. */
  readonly bySubject = new Map<string, Set<string>>()
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return `http://127.0.0.1:${Object(this.#server.address()).port}/events`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  get distinct(): number {
    return [...this.bySubject.values()].reduce((sum, ids) => sum + ids.size, 0)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    /* Now and then a receiver has a bad moment. */
    if (Math.random() < 0.01) {
      this.refused += 1
      response.writeHead(503).end()
      return
    }
    this.#take(
      body,
      Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, `${v}`]))
    )
    response.writeHead(204).end()
  }

  #take(body: string, headers: Record<string, string>): void {
    this.requests += 1
    assert.ok(!body.includes(NEVER), 'what was rolled back is never sent')
    try {
      const event = Object(new Receiver(this.secret).verify(body, headers))
      assert.equal(event.id, headers['webhook-id'])
      const subject = String(event.subject)
      const ids = this.bySubject.get(subject) ?? new Set()
      this.bySubject.set(subject, ids.add(String(event.id)))
    } catch {
      this.unverified += 1
    }
  }
}

interface Tally {
  changes: number
  failed: number
  killedWorkers: number
  killedServers: number
}

/** A request that would be refused again. */
class Refused extends Error {}

/** An application of several processes, of which some are killed. */
class Site {
  readonly #settings: NodeJS.ProcessEnv
  readonly #workers: Program[] = []
  #server: CrmServer | null = null
  #token = ''

  constructor(settings: NodeJS.ProcessEnv) {
    this.#settings = settings
  }

  async start(): Promise<void> {
    await this.startServer()
    for (let each = 0; each < WORKERS; each += 1) this.startWorker()
    const { tokens } = Object(await this.ask('POST', '/api/auth/login/', ADMIN))
    this.#token = String(tokens.access)
  }

  /** @returns what is answered. @throws for what is refused, and where no server is there */
  async ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${this.#server?.port}${path}`, {
      method,
      headers: { 'Authorization': `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(10_000),
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    const { status } = response
    if (status >= 400 && status < 500) throw new Refused(`${status}: ${JSON.stringify(answer)}`)
    if (!response.ok) throw new Error(`${status}: ${JSON.stringify(answer)}`)
    return answer
  }

  async startServer(): Promise<void> {
    this.#server = await CrmServer.start({ ...this.#settings, WORKERS: 'off' })
  }

  startWorker(): void {
    this.#workers.push(new Program(['ace.js', 'worker'], this.#settings))
  }

  async killServer(): Promise<void> {
    await this.#server?.program.kill()
    await this.startServer()
  }

  async killWorker(): Promise<void> {
    const [worker] = this.#workers.splice(Math.floor(Math.random() * this.#workers.length), 1)
    await worker?.kill()
    this.startWorker()
  }

  async stop(): Promise<void> {
    await Promise.all([this.#server?.program.kill(), ...this.#workers.map((each) => each.kill())])
  }
}

/** Brings the fault about on processes, a database and a receiver of its own. */
export async function run(): Promise<void> {
  const database = await BenchDatabase.open(ROOT, process.env.DATABASE_URL, 'faults_webhooks')
  const inbox = new Inbox()
  const site = new Site({
    DATABASE_URL: database.url,
    /* A server that is started again is still the one that the tokens of its clients are from. */
    PORT: String(await getPort({ host: '127.0.0.1' })),
    PLUGINS_HTTP_ALLOW: '127.0.0.0/8',
    THROTTLE: 'off',
  })
  try {
    await database.recreate()
    await site.start()
    const records = await makeRecords(site)
    const types = ['customers.update']
    const body = { url: await inbox.open(), types, shape: 'thin' }
    const made = Object(await site.ask('POST', '/api/webhooks/', body))
    inbox.secret = String(made.secret)

    const tally: Tally = { changes: 0, failed: 0, killedWorkers: 0, killedServers: 0 }
    const began = performance.now()
    const writing = Promise.all([
      ...Array.from({ length: WRITERS }, () => write(site, records, tally)),
      writeInVain(database, records),
    ])
    await killUntil(writing, site, tally)
    const expected = await committed(database, String(made.organization))
    const total = [...expected.values()].reduce((sum, ids) => sum + ids.length, 0)
    for (const end = Date.now() + SETTLE_MS; inbox.distinct < total && Date.now() < end;) {
      await sleep(500)
    }
    const seconds = Math.round((performance.now() - began) / 1000)
    const { requests, refused, unverified } = inbox
    console.log(`        ${JSON.stringify({ ...tally, total, requests, refused, seconds })}`)
    assert.equal(unverified, 0, 'every signature is verified')
    assert.ok(total >= tally.changes, 'every change that was answered is in the log')
    for (const [subject, ids] of expected) {
      assert.deepEqual([...(inbox.bySubject.get(subject) ?? [])], ids, `${subject} is in order`)
    }
    assert.equal(inbox.distinct, total, 'nothing came that was not committed')
  } finally {
    await site.stop()
    inbox.close()
    await database.drop()
    await database.close()
  }
}

async function makeRecords(site: Site): Promise<string[]> {
  const ids: string[] = []
  for (let each = 0; each < RECORDS; each += 1) {
    const made = await site.ask('POST', '/api/customers/', { name: `Customer ${each}` })
    ids.push(String(Object(made).id))
  }
  return ids
}

/** Changes records, one after the other, until all have made enough changes. What fails is tried anew. */
async function write(site: Site, records: readonly string[], tally: Tally): Promise<void> {
  while (tally.changes < CHANGES) {
    const id = records[Math.floor(Math.random() * records.length)]
    try {
      await site.ask('PATCH', `/api/customers/${id}/`, { city: `City ${Math.random()}` })
      tally.changes += 1
    } catch (error) {
      if (error instanceof Refused) throw error
      tally.failed += 1
      await sleep(100)
    }
  }
}

/** Changes records in transactions that are rolled back. */
async function writeInVain(database: BenchDatabase, records: readonly string[]): Promise<void> {
  const client = await database.connect()
  if (!client) throw new Error('The database is gone')
  try {
    for (let each = 0; each < UNDONE; each += 1) {
      await client.query('BEGIN; SET LOCAL ROLE crm_system')
      await client.query('UPDATE customers SET city = $2 WHERE id = $1', [
        records[each % records.length],
        NEVER,
      ])
      await client.query('ROLLBACK')
      await sleep(20)
    }
  } finally {
    await client.end()
  }
}

/** Kills a worker, or now and then the server, until the work is done; then lets what runs go on. */
async function killUntil(work: Promise<unknown>, site: Site, tally: Tally): Promise<void> {
  let isOver = false
  const over = work.finally(() => (isOver = true))
  while (!isOver) {
    await Promise.race([over, sleep(KILL_MS / 2 + (Math.random() * KILL_MS) / 2)])
    if (isOver) break
    if (Math.random() < 0.25) {
      await site.killServer()
      tally.killedServers += 1
    } else {
      await site.killWorker()
      tally.killedWorkers += 1
    }
  }
  await over
}

/** What the log says was committed: the ids of events by record, in order. */
async function committed(
  database: BenchDatabase,
  organizationId: string
): Promise<Map<string, string[]>> {
  const client = await database.connect()
  if (!client) throw new Error('The database is gone')
  try {
    await client.query('SET ROLE crm_system')
    const { rows } = await client.query<{ id: string; record_id: string }>(
      `SELECT id, record_id FROM audit_events
       WHERE organization_id = $1 AND action = 'customers:update' AND outcome = 'done'
       ORDER BY epoch, xid, id`,
      [organizationId]
    )
    const bySubject = Map.groupBy(rows, ({ record_id: id }) => `customers/${id}`)
    return new Map(
      [...bySubject].map(([subject, entries]) => [subject, entries.map(({ id }) => id)])
    )
  } finally {
    await client.end()
  }
}
