import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { exportPlaces } from '#core/resources/query/csv_export'
import { type Company, type Persona, hireWith, makeCompany } from '#tests/support/personas'
import { LAST_CHUNK, SlowClient, eventually } from '#tests/support/slow_client'

const to = () => SlowClient.to(`${process.env.APP_URL}`)

/** How many sessions of the database have a transaction open, besides the one that asks. */
async function openTransactions(): Promise<number> {
  const { rows } = await db.rawQuery<{ rows: { n: number }[] }>(
    `SELECT count(*) AS n FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND state IN ('active', 'idle in transaction')`
  )
  return rows[0]?.n ?? 0
}

test.group('HTTP | clients that read slowly', (group) => {
  let acme: Company
  let open: SlowClient[] = []

  group.each.setup(async () => {
    acme = await makeCompany()
    return () => {
      for (const client of open) client.leave()
      open = []
      return eventually(() => exportPlaces.taken === 0)
    }
  })

  /** Asks for a file, and reads nothing of it. */
  const ask = async ({ token }: Persona, path = '/api/probes/big_file') => {
    const client = await to()
    open.push(client)
    return client.stopReading().begin(`GET ${path}`, { Authorization: `Bearer ${token}` })
  }

  test('anyone who does not read a file is cut off, and nothing is held any more', async ({
    assert,
  }) => {
    const before = await openTransactions()
    const client = await ask(acme.owner)
    await eventually(() => exportPlaces.taken === 1)
    await eventually(async () => (await openTransactions()) > before)

    await eventually(() => exportPlaces.taken === 0, 15)
    await eventually(async () => (await openTransactions()) <= before)
    client.resumeReading()
    await client.ended()
    assert.match(client.answer, /^HTTP\/1\.1 200 OK\r\n/)
    assert.isFalse(client.tail.endsWith(LAST_CHUNK))
  })

  test('a file whose first lines take long comes, though its request was idle meanwhile', async ({
    client: http,
    assert,
  }) => {
    const file = await http.get('/api/probes/late_file').bearerToken(acme.owner.token)
    file.assertStatus(200)
    assert.equal(file.text(), 'n\r\n1\r\n')
  })

  test('anyone who reads slowly, but reads, gets all of it', async ({ assert }) => {
    const client = await ask(acme.owner)
    for (let round = 0; round < 10; round += 1) {
      await sleep(500)
      client.resumeReading()
      await sleep(20)
      client.stopReading()
    }
    client.resumeReading()
    await eventually(() => client.tail.endsWith(LAST_CHUNK), 30)
    assert.isAbove(client.received, 30_000_000)
  })

  test('anyone who goes away leaves nothing open', async () => {
    const before = await openTransactions()
    const client = await ask(acme.owner)
    client.resumeReading()
    await eventually(() => client.received > 100_000)
    client.leave()

    await eventually(() => exportPlaces.taken === 0, 1)
    await eventually(async () => (await openTransactions()) <= before)
  })

  test('a statement that fails midway ends the connection, and the server goes on', async ({
    client: http,
    assert,
  }) => {
    const client = await ask(acme.owner, '/api/probes/big_file?failing=2500')
    client.resumeReading()
    await client.ended()
    assert.match(client.answer, /^HTTP\/1\.1 200 OK\r\n/)
    assert.isFalse(client.tail.endsWith(LAST_CHUNK))
    await eventually(() => exportPlaces.taken === 0)
    const list = await http.get('/api/customers/').bearerToken(acme.owner.token)
    list.assertStatus(200)
  })

  test('anyone who has as many as are theirs is told so, and others get theirs', async ({
    client: http,
    assert,
  }) => {
    const colleague = await hireWith(acme, ['customers:read', 'customers:export'])
    const globex = await makeCompany('Globex')
    await ask(acme.owner)
    await ask(acme.owner)
    await eventually(() => exportPlaces.taken === 2)
    const get = ({ token }: Persona) => http.get('/api/customers/export/').bearerToken(token)

    const refused = await get(acme.owner)
    refused.assertStatus(429)
    refused.assertBodyContains({ code: 'too_many_requests' })
    assert.isAbove(Number(refused.header('retry-after')), 0)
    assert.equal((await get(colleague)).status(), 200)
    await eventually(() => exportPlaces.taken === 2)
    await ask(colleague)
    await eventually(() => exportPlaces.taken === 3)
    assert.equal((await get(colleague)).status(), 429)
    assert.equal((await get(globex.owner)).status(), 200)
    const list = await http.get('/api/customers/').bearerToken(acme.owner.token)
    list.assertStatus(200)
  })
})
