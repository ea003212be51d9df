import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import { BaseSchema } from '@adonisjs/lucid/schema'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import pg from 'pg'
import { MigrationLock } from '#core/database/migration_lock'
import { makeImport } from '#tests/support/imports'
import { makeCompany } from '#tests/support/personas'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v1'
import ImportRawLines from '#plugins/imports/migrations/0190_import_raw_lines'
import { runMaintenance } from '#core/database/connection_health'

const KEY = 2_009

/** A connection beside the pool, closed after the test. */
async function connectionBeside(cleanup: (callback: () => Promise<void>) => void) {
  const client = new pg.Client(app.config.get('database.connections.postgres.connection'))
  client.on('error', () => {})
  await client.connect()
  cleanup(() => client.end().catch(() => {}))
  return client
}

/** A table of the test's own, gone afterwards. */
async function table(cleanup: (callback: () => Promise<void>) => void, name: string) {
  await db.rawQuery(`DROP TABLE IF EXISTS ${name}`)
  await db.rawQuery(`CREATE TABLE ${name} AS SELECT 1 AS value FROM generate_series(1, 3)`)
  cleanup(async () => {
    await db.rawQuery(`DROP TABLE IF EXISTS ${name}`)
  })
}

class AddColumn extends BaseSchema {
  override async up() {
    this.defer(async (client) => {
      await client.rawQuery('ALTER TABLE migrated_things ADD note text')
    })
  }
}

test.group('Migrations', (group) => {
  group.each.timeout(60_000)

  test('a migration that takes longer than a request may passes', async ({ assert }) => {
    const slow = class extends BaseSchema {
      override async up() {
        this.defer(async (client) => {
          await client.rawQuery('SELECT pg_sleep(6)')
        })
      }
    }
    await runMaintenance(() => db.transaction((trx) => new slow(trx, 'slow').execUp()))

    const { rows } = await db.rawQuery(`SELECT current_setting('statement_timeout') AS limit`)
    assert.equal(rows[0].limit, '5s')
  })

  test('a migration that waits for a lock gives way to traffic, and comes back for it', async ({
    assert,
    cleanup,
  }) => {
    await table(cleanup, 'migrated_things')
    const reader = await connectionBeside(cleanup)
    await reader.query('BEGIN; SELECT * FROM migrated_things')
    let isDone = false
    const migrated = runMaintenance(() =>
      db.transaction((trx) => new AddColumn(trx, 'add_column').execUp())
    ).finally(() => {
      isDone = true
    })

    await sleep(500)
    const began = performance.now()
    const other = await connectionBeside(cleanup)
    await other.query('SELECT * FROM migrated_things')
    assert.isBelow(performance.now() - began, 2_800)
    await sleep(3_000)
    assert.isFalse(isDone)
    await reader.query('COMMIT')
    await migrated
    assert.lengthOf((await other.query('SELECT note FROM migrated_things')).rows, 3)
  })

  test('a migration has its time also when nobody took the lock first', async ({ assert }) => {
    const limits: unknown[] = []
    const curious = class extends BaseSchema {
      override async up() {
        this.defer(async (client) => {
          const { rows } = await client.rawQuery(
            `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`
          )
          limits.push(...rows)
        })
      }
    }
    await db.transaction((trx) => new curious(trx, 'curious').execUp())
    assert.deepEqual(limits, [{ statement: '0', lock: '2s' }])

    const { rows } = await db.rawQuery(`SELECT current_setting('statement_timeout') AS limit`)
    assert.equal(rows[0].limit, '5s')
  })

  test('the lock is one of a transaction, for which an index that is made concurrently does not wait', async ({
    assert,
    cleanup,
  }) => {
    await table(cleanup, 'locked_things')
    const lock = await MigrationLock.take(KEY)
    cleanup(() => lock.release())

    const { rows } = await db.rawQuery(
      `SELECT state FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND objid = ? AND granted`,
      [KEY]
    )
    assert.deepEqual(rows, [{ state: 'idle in transaction' }])
    await createIndexConcurrently(
      db.connection(),
      'locked_things_value',
      'ON locked_things (value)'
    )
  })

  test('who migrates second waits, also when the first one dies', async ({ assert }) => {
    const first = await MigrationLock.take(KEY)
    let isTaken = false
    const second = MigrationLock.take(KEY).then((lock) => {
      isTaken = true
      return lock
    })
    await sleep(800)
    assert.isFalse(isTaken)
    await db.rawQuery(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND objid = ? AND granted`,
      [KEY]
    )
    const lock = await second
    await assert.rejects(
      () => MigrationLock.take(KEY, 300),
      /has held the migration lock for too long/
    )
    await lock.release()
    await first.release()
  })

  test('imports whose lines had no cells are converted like others', async ({ assert }) => {
    const acme = await makeCompany()
    const id = await makeImport(acme)
    const trx = await db.transaction()
    try {
      const migration = () => new ImportRawLines(trx, '0190_import_raw_lines')
      await migration().execDown()
      await trx.rawQuery('SET LOCAL ROLE crm_system')
      await trx.rawQuery(
        `INSERT INTO import_errors (organization_id, import_id, line, cells, errors)
         VALUES (:acme, :id, 2, '{}', '[]'), (:acme, :id, 3, ARRAY['a', 'b"c'], '[]')`,
        { acme: acme.id, id }
      )
      await trx.rawQuery(
        `INSERT INTO import_pieces (organization_id, import_id, position, lines)
         VALUES (:acme, :id, 0, '[[2,[]],[3,["a","b"]]]'), (:acme, :id, 1, '[]')`,
        { acme: acme.id, id }
      )
      await trx.rawQuery('RESET ROLE')
      await migration().execUp()

      await trx.rawQuery('SET LOCAL ROLE crm_system')
      const errors = await trx.rawQuery(
        'SELECT raw FROM import_errors WHERE import_id = ? ORDER BY line',
        [id]
      )
      assert.deepEqual(
        errors.rows.map(({ raw }: { raw: string }) => raw),
        ['\r\n', '"a","b""c"\r\n']
      )
      const pieces = await trx.rawQuery(
        'SELECT lines FROM import_pieces WHERE import_id = ? ORDER BY position',
        [id]
      )
      assert.deepEqual(
        pieces.rows.map(({ lines }: { lines: unknown }) => lines),
        [
          [
            [2, '\r\n'],
            [3, '"a","b"\r\n'],
          ],
          [],
        ]
      )
    } finally {
      await trx.rollback()
    }
  })

  test('an index is made concurrently, over what a failed try has left', async ({
    assert,
    cleanup,
  }) => {
    await table(cleanup, 'indexed_things')
    const isValid = async () => {
      const { rows } = await db.rawQuery(
        `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('indexed_things_value')`
      )
      return rows[0]?.valid
    }
    const definition = 'ON indexed_things (value)'
    await assert.rejects(
      () =>
        createIndexConcurrently(db.connection(), 'indexed_things_value', definition, {
          unique: true,
        }),
      /could not create unique index/
    )
    assert.isUndefined(await isValid())

    await assert.rejects(() =>
      db.rawQuery('CREATE UNIQUE INDEX CONCURRENTLY indexed_things_value ON indexed_things (value)')
    )
    assert.isFalse(await isValid())
    await createIndexConcurrently(db.connection(), 'indexed_things_value', definition)
    assert.isTrue(await isValid())
    await createIndexConcurrently(db.connection(), 'indexed_things_value', definition)
    await dropIndexConcurrently(db.connection(), 'indexed_things_value')
    assert.isUndefined(await isValid())
  })

  test('an index is not made concurrently inside of a transaction', async ({ assert }) => {
    await db.transaction(async (trx) => {
      await assert.rejects(
        () => createIndexConcurrently(trx, 'x', 'ON customers (id)'),
        /without a transaction only/
      )
    })
  })
})
