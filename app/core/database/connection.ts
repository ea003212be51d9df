import type { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { PoolClient, QueryResult, QueryResultRow } from 'pg'

/*
 * The one place that reaches below Lucid, to the driver's own connection.
 * Measured: a transaction opened by knex costs twice the CPU of one opened by
 * the driver in a single round trip (ADR 0004), so units of work open their
 * own and lend their connection to Lucid.
 */

interface PooledConnection {
  readonly connection: PoolClient
  readonly client: TransactionClientContract
}

/** The Lucid client of a connection is made once in the connection's life. */
const clients = new WeakMap<PoolClient, TransactionClientContract>()

/** Takes a connection out of Lucid's pool, with the Lucid client that speaks through it. */
export async function acquire(db: Database): Promise<PooledConnection> {
  const connection: PoolClient = await db.connection().getWriteClient().client.acquireConnection()
  const known = clients.get(connection)
  if (known) return { connection, client: known }
  try {
    const client = await lucidClientOn(db, connection)
    clients.set(connection, client)
    return { connection, client }
  } catch (error) {
    await release(db, connection)
    throw error
  }
}

/** Gives a connection back. */
export async function release(db: Database, connection: PoolClient): Promise<void> {
  await db.connection().getWriteClient().client.releaseConnection(connection)
}

/**
 * Runs one statement as the login role, outside of any unit of work. For the
 * tables of pg-boss, which units cannot read.
 */
export async function asLogin<R extends QueryResultRow>(
  db: Database,
  text: string,
  values: unknown[] = []
): Promise<QueryResult<R>> {
  const { connection } = await acquire(db)
  try {
    return await connection.query<R>(text, values)
  } finally {
    await release(db, connection)
  }
}

/**
 * A Lucid transaction client bound to the connection for good: nested
 * transactions become savepoints, and beginning and ending stay with the unit
 * of work, so the transaction that knex opened to make it is ended at once.
 */
async function lucidClientOn(
  db: Database,
  connection: PoolClient
): Promise<TransactionClientContract> {
  /*
   * Lucid hands the options of its second parameter to knex, which takes a
   * connection there; its types know neither a missing callback nor that.
   */
  const begin = db.connection().transaction.bind(db.connection()) as (
    callback: undefined,
    options: { connection: PoolClient }
  ) => Promise<TransactionClientContract>
  const client = await begin(undefined, { connection })
  await connection.query('ROLLBACK')
  return client
}
