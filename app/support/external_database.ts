import pg from 'pg'

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
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  own.pathname = `/${encodeURIComponent(name)}`
  return { connectionString: own.href }
}
