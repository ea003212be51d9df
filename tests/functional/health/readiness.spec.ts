import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import env from '#start/env'
import { pendingMigrations } from '#core/database/migrations'
import { databaseShortcomings } from '#core/health/readiness_check'
import { isWriteSuspect, noteWriteFailure } from '#core/health/write_suspicion'
import type { Cleaner } from '#tests/support/clone'
import { listenToLog } from '#tests/support/secrets'

/** Takes every connection that the application may have, so that the database is out of reach. */
async function takeAllConnections(): Promise<() => Promise<void>> {
  const pool = db.connection().getWriteClient().client
  const taken = await Promise.all(
    Array.from({ length: env.get('DB_POOL_MAX', 20) }, () => pool.acquireConnection())
  )
  return async () => {
    await Promise.all(taken.map((connection) => pool.releaseConnection(connection)))
  }
}

/** Runs one statement on every connection of the pool. */
async function onAllConnections(sql: string): Promise<void> {
  const pool = db.connection().getWriteClient().client
  const taken = await Promise.all(
    Array.from({ length: env.get('DB_POOL_MAX', 20) }, () => pool.acquireConnection())
  )
  await Promise.all(taken.map((connection) => connection.query(sql)))
  await Promise.all(taken.map((connection) => pool.releaseConnection(connection)))
}

/** Makes the database forget that it has seen its latest migration. @returns the name of that */
async function forgetMigration(cleanup: Cleaner['cleanup']): Promise<string> {
  const { rows } = await db.rawQuery<{ rows: { name: string; batch: number }[] }>(
    `DELETE FROM adonis_schema WHERE id = (SELECT max(id) FROM adonis_schema) RETURNING name, batch`
  )
  const [row] = rows
  if (!row) throw new Error('There is no migration to forget')
  cleanup(async () => {
    await db.table('adonis_schema').insert({ name: row.name, batch: row.batch })
  })
  return row.name
}

async function hideTable(name: string, cleanup: Cleaner['cleanup']): Promise<void> {
  await db.rawQuery(`ALTER TABLE ${name} RENAME TO ${name}_hidden`)
  cleanup(async () => {
    await db.rawQuery(`DROP TABLE IF EXISTS ${name}`)
    await db.rawQuery(`ALTER TABLE ${name}_hidden RENAME TO ${name}`)
  })
}

/** An examination is shared for a second. */
const forgotten = () => sleep(1_000)

test.group('Health | ready', (group) => {
  group.each.setup(forgotten)

  test('anyone who asks at the same time or soon after shares one examination', async ({
    assert,
    cleanup,
  }) => {
    const statements: string[] = []
    const note = ({ sql }: { sql: string }) => statements.push(sql)
    const knex = db.connection().getWriteClient()
    knex.on('query', note)
    cleanup(async () => void knex.off('query', note))

    await Promise.all(Array.from({ length: 5 }, () => databaseShortcomings()))
    await databaseShortcomings()

    assert.lengthOf(
      statements.filter((sql) => sql.includes('pg_is_in_recovery')),
      1
    )
  })

  test('tells the public that grants are missing, and which of what to the log alone', async ({
    client,
    assert,
    cleanup,
  }) => {
    await db.rawQuery('REVOKE SELECT ON leads FROM crm_system')
    cleanup(() => db.rawQuery('GRANT SELECT ON leads TO crm_system').then(() => {}))
    const logged = await listenToLog(cleanup)

    const response = await client.get('/health/ready')

    response.assertStatus(503)
    response.assertBodyContains({ missing: [{ code: 'missing_grants' }] })
    assert.notMatch(response.text(), /crm_|leads|Tables/)
    assert.match(await logged(), /Tables give crm_system nothing \(1, such as leads\)/)
  })

  test('is ready while the database answers', async ({ client }) => {
    const response = await client.get('/health/ready')
    response.assertStatus(200)
    response.assertBody({ status: 'ok' })
  })

  test('says within two seconds that the database has no connection to spare', async ({
    client,
    assert,
    cleanup,
  }) => {
    const giveBack = await takeAllConnections()
    cleanup(giveBack)

    const began = performance.now()
    const response = await client.get('/health/ready')

    assert.isBelow(performance.now() - began, 2_000)
    response.assertStatus(503)
    response.assertHeader('retry-after', '5')
    response.assertHeader('content-type', 'application/problem+json')
    response.assertBodyContains({ code: 'not_ready', missing: [{ code: 'no_connection' }] })
  })

  test('names the migrations that the database lacks, also after it had them', async ({
    client,
    assert,
    cleanup,
  }) => {
    const name = await forgetMigration(cleanup)

    const response = await client.get('/health/ready')
    response.assertStatus(503)
    const { code, missing } = response.body()
    assert.equal(code, 'not_ready')
    assert.lengthOf(missing, 1)
    assert.containsSubset(missing[0], { code: 'pending_migrations', migrations: [name] })
  })

  test('says that the database accepts reads only', async ({ client, cleanup }) => {
    await onAllConnections('SET default_transaction_read_only = on')
    cleanup(() => onAllConnections('SET default_transaction_read_only = off'))

    const response = await client.get('/health/ready')
    response.assertStatus(503)
    response.assertBodyContains({ missing: [{ code: 'read_only' }] })
  })

  test('is ready again once a write is taken after one was refused for lack of disk', async ({
    client,
    assert,
  }) => {
    noteWriteFailure()
    const response = await client.get('/health/ready')
    response.assertStatus(200)
    assert.isFalse(isWriteSuspect())
  })
})

test.group('Health | a database that is not set up', (group) => {
  group.each.setup(forgotten)

  test('login answers 503 while migrations are missing, and readiness says which', async ({
    client,
    cleanup,
  }) => {
    await forgetMigration(cleanup)
    await hideTable('users', cleanup)

    const response = await client
      .post('/api/auth/login/')
      .json({ email: 'somebody@example.com', password: 'whatever it is' })
    response.assertStatus(503)
    response.assertHeader('retry-after', '5')
    response.assertBodyContains({
      code: 'not_ready',
      missing: [{ code: 'pending_migrations' }],
    })
  })

  test('to ask an empty database what it lacks makes nothing in it', async ({
    client,
    assert,
    cleanup,
  }) => {
    await hideTable('adonis_schema', cleanup)

    const response = await client.get('/health/ready')
    response.assertStatus(503)
    response.assertBodyContains({ missing: [{ code: 'pending_migrations' }] })
    assert.isAbove((await pendingMigrations()).length, 10)
    const { rows } = await db.rawQuery(`SELECT to_regclass('adonis_schema') IS NOT NULL AS made`)
    assert.deepEqual(rows, [{ made: false }])
  })

  test('a missing table of a migrated database is a defect, and stays 500', async ({
    client,
    cleanup,
  }) => {
    await hideTable('users', cleanup)

    const response = await client
      .post('/api/auth/login/')
      .json({ email: 'somebody@example.com', password: 'whatever it is' })
    response.assertStatus(500)
  })
})
