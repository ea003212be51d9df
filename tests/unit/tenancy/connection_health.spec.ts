import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { PostgreConfig } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import pg from 'pg'
import { toProblem } from '#core/http/exceptions/to_problem'
import { PipelinedTransaction } from '#core/database/pipelining/pipelined_transaction'
import { OutcomeUnknown } from '#core/database/outcome_unknown'
import type { Cleaner } from '#tests/support/clone'
import { SilentProxy } from '#tests/faults/support/silent_proxy'

const ANSWER_TIMEOUT = 300

/** The test database behind a proxy, by a pool of its own. */
async function behindProxy({ cleanup }: Cleaner) {
  const config = app.config.get<PostgreConfig>('database.connections.postgres')
  const connection = { ...(await ownAddress()), query_timeout: ANSWER_TIMEOUT }
  const proxy = await SilentProxy.before({ host: connection.host, port: connection.port })
  db.manager.add('silent', {
    ...config,
    connection: { ...connection, host: '127.0.0.1', port: proxy.port },
  })
  cleanup(async () => {
    await db.manager.close('silent', true)
    await proxy.close()
  })
  return { proxy, pool: db.connection('silent') }
}

async function ownAddress() {
  const settings = app.config.get<pg.ClientConfig>('database.connections.postgres.connection')
  const { host, port, user, password, database } = new pg.Client(settings)
  return { ...settings, connectionString: undefined, host, port, user, password, database }
}

/** Does nothing else meanwhile, as a process without a processor. */
function blockFor(duration: number): void {
  const end = performance.now() + duration
  while (performance.now() < end);
}

const milliseconds = async (work: Promise<unknown>) => {
  const began = performance.now()
  await work.catch(() => null)
  return performance.now() - began
}

test.group('Tenancy | connection health', () => {
  test('a statement that is never answered fails within its deadline', async ({
    assert,
    cleanup,
  }) => {
    const { proxy, pool } = await behindProxy({ cleanup })
    await pool.rawQuery('SELECT 1')
    proxy.silence()

    const asked = pool.rawQuery('SELECT 1').exec()
    assert.isBelow(await milliseconds(asked), ANSWER_TIMEOUT + 1_500)
    await assert.rejects(() => asked, /Query read timeout$/)
  })

  test('a statement that waits behind others in a pipeline has the time of those, too', async ({
    assert,
    cleanup,
  }) => {
    const { proxy, pool } = await behindProxy({ cleanup })
    const { client } = pool.getWriteClient()
    const connection: pg.PoolClient = await client.acquireConnection()
    cleanup(() => client.releaseConnection(connection))

    const slow = [1, 2, 3, 4].map(() => connection.query('SELECT pg_sleep(0.15)'))
    assert.lengthOf(await Promise.all(slow), 4)

    proxy.silence()
    const lost = [1, 2, 3, 4].map(() => connection.query('SELECT 1'))
    assert.isBelow(await milliseconds(Promise.any(lost)), ANSWER_TIMEOUT + 600)
  })

  test('an answer that has arrived while the process was busy counts', async ({
    assert,
    cleanup,
  }) => {
    const config = app.config.get<PostgreConfig>('database.connections.postgres')
    db.manager.add('direct', config)
    cleanup(() => db.manager.close('direct', true))
    const pool = db.connection('direct')
    const pid = async () => (await pool.rawQuery('SELECT pg_backend_pid() AS pid')).rows[0].pid
    const before = await pid()
    await sleep(5_100)

    const after = pid()
    setImmediate(() => blockFor(1_500))
    assert.equal(await after, before)
  })

  test('a connection that went silent is never used again, nor are those beside it unasked', async ({
    assert,
    cleanup,
  }) => {
    const { proxy, pool } = await behindProxy({ cleanup })
    const pid = async () => (await pool.rawQuery('SELECT pg_backend_pid() AS pid')).rows[0].pid
    const both = new Set(
      await Promise.all([1, 2].map(() => pool.rawQuery('SELECT pg_backend_pid(), pg_sleep(0.1)')))
    )
    assert.equal(both.size, 2)
    const before = await pid()
    proxy.silence()
    await assert.rejects(() => pool.rawQuery('SELECT 1'))
    proxy.renew()

    assert.isBelow(await milliseconds(pid()), 2_500)
    assert.notEqual(await pid(), before)
  })

  test('a connection that was idle is asked whether it is alive; one in use is not', async ({
    assert,
    cleanup,
  }) => {
    const { proxy, pool } = await behindProxy({ cleanup })
    await pool.rawQuery('SELECT 1')
    await sleep(5_100)
    proxy.silence()
    proxy.renew()

    const { rows } = await pool.rawQuery('SELECT 42 AS answer')
    assert.deepEqual(rows, [{ answer: 42 }])
  })

  test('a pool whose connections are silent closes within seconds', async ({ assert, cleanup }) => {
    const { proxy, pool } = await behindProxy({ cleanup })
    await Promise.all([1, 2, 3].map(() => pool.rawQuery('SELECT pg_sleep(0.05)')))
    proxy.silence()

    assert.isBelow(await milliseconds(db.manager.close('silent')), 3_000)
    assert.isDefined(pool)
  })

  test('a commit whose answer never comes is no success and no failure: its outcome is unknown', async ({
    assert,
    cleanup,
  }) => {
    const { proxy, pool } = await behindProxy({ cleanup })
    const client: pg.PoolClient = await pool.getWriteClient().client.acquireConnection()
    const conversation = new PipelinedTransaction(client)
    await conversation.query('BEGIN', [], null)
    proxy.silenceAfter('COMMIT')

    const error = await conversation
      .queryAndCommit('SELECT 1', [], null, { text: 'COMMIT', keeps: true })
      .then(null, (reason: unknown) => reason)
    await pool.getWriteClient().client.releaseConnection(client)
    assert.instanceOf(error, OutcomeUnknown)
    assert.containsSubset(toProblem(error), { status: 503, code: 'outcome_unknown' })
  })
})
