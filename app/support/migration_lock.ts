import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import pg from 'pg'
import { Refusal } from '#support/refusal'

/** Milliseconds between two tries, so that processes do not all come at once. */
const PAUSE = { min: 100, spread: 200 }

/** Who brings the database up to date and fills it, from the first look to the last row. */
export const PREPARATION_LOCK = 2_005

/**
 * What keeps several processes from changing the schema at once: an advisory
 * lock on a connection of its own, so that it is given back when its process
 * dies, whatever became of the pool. Whoever comes second waits.
 *
 * It is asked for again and again instead of waited for: a statement that waits
 * holds a snapshot, and an index that is made concurrently waits for that.
 */
export class MigrationLock {
  /**
   * @param patience in milliseconds; a migration of a large table may take long
   * @throws Refusal when another process holds it for longer than that
   */
  static async take(key: number, patience = 30 * 60_000): Promise<MigrationLock> {
    const settings = app.config.get<pg.ClientConfig>('database.connections.postgres.connection')
    const client = new pg.Client({ ...settings, application_name: 'headless-crm migrations' })
    client.on('error', () => {})
    await client.connect()
    try {
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
    await this.client.end()
  }
}

async function wait(client: pg.Client, key: number, deadline: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ isTaken: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS "isTaken"',
      [key]
    )
    if (rows[0]?.isTaken) return
    if (Date.now() > deadline) {
      throw new Refusal('Another process has been migrating for too long.', [
        'Look what it does, in pg_stat_activity; then try again.',
      ])
    }
    await sleep(PAUSE.min + Math.random() * PAUSE.spread)
  }
}
