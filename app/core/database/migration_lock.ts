import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import pg from 'pg'
import { StartupError } from '#core/health/startup_error'

/** Milliseconds between two tries, so that processes do not all come at once. */
const PAUSE = { min: 100, spread: 200 }

/** Of those that there are: the last came with PostgreSQL 17. */
const STAY = `SELECT set_config(name, '0', true) FROM pg_settings
  WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout')`

/** Who brings the database up to date and fills it, from the first look to the last row. */
export const PREPARATION_LOCK = 2_005

/**
 * What keeps several processes from changing the schema at once: an advisory
 * lock on a connection of its own, so that it is given back when its process
 * dies, whatever became of the pool. Anyone who comes second waits.
 *
 * It is the lock of a transaction, which a pooler keeps on one connection to the
 * server. That transaction is idle and holds no snapshot, and the lock is asked
 * for again and again instead of waited for: a statement that waits holds one,
 * and an index that is made concurrently waits for that. (A statement with parameters
 * keeps its snapshot until the next one.)
 */
export class MigrationLock {
  /**
   * @param patience in milliseconds; a migration of a large table may take long
   * @throws StartupError when another process holds it for longer than that
   */
  static async take(key: number, patience = 30 * 60_000): Promise<MigrationLock> {
    const settings = app.config.get<pg.ClientConfig>('database.connections.postgres.connection')
    const client = new pg.Client({ ...settings, application_name: 'headless-crm migrations' })
    client.on('error', () => {})
    await client.connect()
    try {
      await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
      await client.query(STAY)
      await wait(client, key, Date.now() + patience)
      return new MigrationLock(client)
    } catch (error) {
      await client.end()
      throw error
    }
  }

  private constructor(private readonly client: pg.Client) {}

  /** Gives it back. */
  async release(): Promise<void> {
    await this.client.query('ROLLBACK').catch(() => null)
    await this.client.end()
  }
}

async function wait(client: pg.Client, key: number, deadline: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ isTaken: boolean }>(
      `SELECT pg_try_advisory_xact_lock(${Number(key)}) AS "isTaken"`
    )
    if (rows[0]?.isTaken) return
    if (Date.now() > deadline) {
      throw new StartupError('Another process has held the migration lock for too long.', [
        'Look what it does, in pg_stat_activity; then try again.',
      ])
    }
    await sleep(PAUSE.min + Math.random() * PAUSE.spread)
  }
}
