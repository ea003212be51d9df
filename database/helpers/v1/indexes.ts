import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { PoolClient } from 'pg'

/**
 * Makes an index while its table is read and written, for migrations of tables
 * that may be large. PostgreSQL does that outside of a transaction only: the
 * migration says `static disableTransactions = true`, does nothing else, and can
 * be run again after it failed.
 *
 * An index of that name that a failed try has left behind, which serves nobody
 * and costs every write, is dropped first; one that is whole is left alone.
 *
 * @param definition what stands behind the name, such as `ON deals (organization_id, value)`
 */
export async function createIndexConcurrently(
  db: QueryClientContract,
  name: string,
  definition: string,
  { unique = false } = {}
): Promise<void> {
  await onOneConnection(db, async (connection) => {
    const quoted = connection.escapeIdentifier(name)
    const { rows } = await connection.query<{ isValid: boolean }>(
      `SELECT indisvalid AS "isValid" FROM pg_index WHERE indexrelid = to_regclass($1)`,
      [quoted]
    )
    if (rows[0]?.isValid) return
    if (rows[0]) await connection.query(`DROP INDEX CONCURRENTLY ${quoted}`)
    try {
      await connection.query(
        `CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY ${quoted} ${definition}`
      )
    } catch (error) {
      await connection.query(`DROP INDEX CONCURRENTLY IF EXISTS ${quoted}`).catch(() => null)
      throw error
    }
  })
}

/** Drops an index while its table is read and written, as `createIndexConcurrently` makes one. */
export async function dropIndexConcurrently(db: QueryClientContract, name: string): Promise<void> {
  await onOneConnection(db, async (connection) => {
    await connection.query(`DROP INDEX CONCURRENTLY IF EXISTS ${connection.escapeIdentifier(name)}`)
  })
}

/**
 * PostgreSQL waits for transactions that are older than the index, and nobody
 * queues behind it meanwhile: it may take as long as they do.
 */
async function onOneConnection(
  db: QueryClientContract,
  work: (connection: PoolClient) => Promise<void>
): Promise<void> {
  if (db.isTransaction) {
    throw new Error('An index is made concurrently in a migration without a transaction only')
  }
  const { client } = db.getWriteClient()
  const connection: PoolClient = await client.acquireConnection()
  try {
    const { rows } = await connection.query<{ before: string }>(
      `SELECT current_setting('lock_timeout') AS before, set_config('lock_timeout', '0', false)`
    )
    try {
      await work(connection)
    } finally {
      await connection
        .query(`SELECT set_config('lock_timeout', $1, false)`, [rows[0]?.before ?? '0'])
        .catch(() => null)
    }
  } finally {
    await client.releaseConnection(connection)
  }
}
