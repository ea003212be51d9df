import pg from 'pg'

const DUPLICATE_DATABASE = '42P04'
const UNIQUE_VIOLATION = '23505'

/**
 * The connection for a DATABASE_URL. Under test it is a sibling database of
 * the same server with `_test` after its name, made when it is missing.
 */
export async function externalDatabase(url: string, inTest: boolean) {
  if (!inTest) return { connectionString: url }

  const own = new URL(url)
  const name = `${decodeURIComponent(own.pathname.slice(1))}_test`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await ensureDatabase(client, name)
  } finally {
    await client.end()
  }
  own.pathname = `/${encodeURIComponent(name)}`
  return { connectionString: own.href }
}

/** From `template0`, which no one can be connected to; a connection would block the copy. */
async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (found.rowCount !== 0) return
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template0`)
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined
    if (code !== DUPLICATE_DATABASE && code !== UNIQUE_VIOLATION) throw error
  }
}
