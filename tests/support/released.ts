import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import pg from 'pg'
import { type Cleaner, REPOSITORY } from '#tests/support/clone'
import { databaseForClone } from '#tests/support/clone_database'

/** What a released version counted in its database: rows by table and organization, and deals. */
export interface ReleasedTotals {
  readonly tables: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly deals: readonly {
    readonly slug: string
    readonly status: string
    readonly count: number
    readonly value: string
  }[]
}

/** Counts the rows of a table by the slug of their organization, which is empty for those of none. */
export const rowsByOrganization = (table: string) => `
  SELECT coalesce(o.slug, '') AS whose, count(*)::int FROM ${table} t
  LEFT JOIN organizations o ON o.id = (to_jsonb(t) ->> 'organization_id')::uuid
  GROUP BY 1 ORDER BY 1`

const file = (name: string) => join(REPOSITORY, 'tests/fixtures/released', name)

export async function releasedTotals(version: string): Promise<ReleasedTotals> {
  return JSON.parse(await readFile(file(`${version}.json`), 'utf8'))
}

/** A database as a released version has left it, gone after the test. @returns its URL */
export async function releasedDatabase(cleaner: Cleaner, version: string): Promise<string> {
  const url = await databaseForClone(cleaner, `released_${version.replaceAll('.', '_')}`)
  const dump = await promisify(gunzip)(await readFile(file(`${version}.sql.gz`)))
  await withClient(url, (client) => client.query(dump.toString()))
  return url
}

/** Works with a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
