import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { BenchDatabase } from '#bench/bench_database'

const ROOT = new URL('../../../', import.meta.url)

/** Lends an empty database of its own to some work, and drops it afterwards. */
export async function withDatabase(work: (url: URL) => Promise<void>): Promise<void> {
  const suffix = `fault_${randomBytes(4).toString('hex')}`
  const database = await BenchDatabase.open(ROOT, process.env.DATABASE_URL, suffix)
  try {
    await database.recreate()
    await work(new URL(database.url))
  } finally {
    await database.drop()
    await database.close()
  }
}

/** Lends a connection to it. */
export async function withConnection<T>(
  url: URL,
  work: (client: pg.Client) => Promise<T>
): Promise<T> {
  const client = new pg.Client({ connectionString: url.href })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
