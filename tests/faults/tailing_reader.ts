import { BenchDatabase } from '#bench/bench_database'
import { Skipped } from './scenario.js'
import { runLarger } from './support/spec.js'

export const name = 'tailing_reader'
export const title =
  'A reader that follows 200 writers sees what they commit once, in an order that stays'

const ROOT = new URL('../../', import.meta.url)
const WRITERS = 200
/** Those of the application, and of the reader. */
const OTHERS = 50

export async function run(): Promise<void> {
  await ensureRoom()
  await runLarger({
    suite: 'concurrency',
    file: 'events/order.spec.ts',
    settings: { EVENT_WRITERS: String(WRITERS) },
    figures: /^200 writers/,
  })
}

/** Each writer has a connection of its own, and the embedded PostgreSQL has 100. */
async function ensureRoom(): Promise<void> {
  const database = await BenchDatabase.open(ROOT, process.env.DATABASE_URL, 'faults_writers')
  try {
    await database.recreate()
    const client = await database.connect()
    const found = await client?.query<{ max_connections: string }>('SHOW max_connections')
    await client?.end()
    const room = Number(found?.rows[0]?.max_connections)
    if (room >= WRITERS + OTHERS) return
    throw new Skipped(
      `PostgreSQL takes ${room} connections. Set DATABASE_URL to one with max_connections = ${WRITERS + OTHERS}.`
    )
  } finally {
    await database.drop()
    await database.close()
  }
}
