import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { ArchiveWriter } from '#core/backup/archive_writer'
import { dataFiles } from '#core/backup/data_files'
import { FORMAT, HEADER, type BackupHeader, fingerprint } from '#core/backup/manifest'
import { copyOnline } from '#core/backup/online_copy'
import type { Installation } from '#core/support/embedded_command'
import { Credentials, SUPERUSER } from '#embedded_postgres/credentials'
import { EmbeddedPostgres, EmbeddedPostgresFailure } from '#embedded_postgres/main'
import { Home } from '#embedded_postgres/home'

interface Circumstances extends Installation {
  readonly file: string
}

/**
 * Writes all that the embedded PostgreSQL holds into one file, which only its owner can read, while
 * others go on writing. What was committed before it began is in it.
 *
 * @returns its size in bytes
 * @throws {StartupError} when there is such a file already
 */
export async function makeBackup({ root, file, ...about }: Circumstances): Promise<number> {
  const server = new EmbeddedPostgres(root)
  const { host, port } = await server.join()
  try {
    const home = await Home.of(root)
    const client = await superuserOf(home, { host, port })
    try {
      const header = await describe(client, await migrationsOf(home, { host, port }), about)
      await ArchiveWriter.write(file, (archive) => copyInto(archive, client, home.data, header))
    } finally {
      await client.end()
    }
  } finally {
    await server.leave()
  }
  return (await stat(file)).size
}

async function copyInto(
  archive: ArchiveWriter,
  client: pg.Client,
  data: string,
  header: BackupHeader
): Promise<void> {
  await archive.addText(HEADER, JSON.stringify(header, null, 2))
  await copyOnline(
    client,
    async () => {
      for await (const { path, isFolder } of dataFiles(data)) {
        if (isFolder) await archive.addFolder(`data/${path}`)
        else await archive.addFile(`data/${path}`, join(data, path))
      }
    },
    async ({ label, segments }) => {
      await archive.addText('data/backup_label', label)
      for (const name of segments) {
        const path = `pg_wal/${name}`
        if (await archive.addFile(`data/${path}`, join(data, path))) continue
        throw new EmbeddedPostgresFailure(`PostgreSQL has not kept ${path} for the backup.`)
      }
    }
  )
}

async function describe(
  client: pg.Client,
  migrations: string[],
  { appKey, version }: Pick<Circumstances, 'appKey' | 'version'>
): Promise<BackupHeader> {
  const { rows } = await client.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS major`
  )
  return {
    format: FORMAT,
    application: version,
    postgres: rows[0]?.major ?? 0,
    platform: `${process.platform}-${process.arch}`,
    created_at: new Date().toISOString(),
    app_key: fingerprint(appKey),
    migrations,
  }
}

interface Server {
  readonly host: string
  readonly port: number
}

/** The only use of this role: no other one may copy what a server holds. */
async function superuserOf(home: Home, server: Server, database = 'postgres'): Promise<pg.Client> {
  const credentials = await Credentials.in(home.credentials)
  if (!credentials) {
    throw new EmbeddedPostgresFailure(
      `The passwords of the embedded PostgreSQL are gone: there is no ${home.credentials}.`
    )
  }
  const client = new pg.Client({
    ...server,
    user: SUPERUSER,
    password: credentials.superuser,
    database,
    ssl: false,
    application_name: 'backup',
  })
  client.on('error', () => {})
  await client.connect()
  return client
}

const UNDEFINED_TABLE = '42P01'
const UNDEFINED_DATABASE = '3D000'

/** None before the first migration. */
async function migrationsOf(home: Home, server: Server): Promise<string[]> {
  let client: pg.Client | undefined
  try {
    client = await superuserOf(home, server, 'headless_crm')
    const { rows } = await client.query<{ name: string }>(
      'SELECT name FROM adonis_schema ORDER BY name'
    )
    return rows.map(({ name }) => name)
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined
    if (code === UNDEFINED_TABLE || code === UNDEFINED_DATABASE) return []
    throw error
  } finally {
    await client?.end()
  }
}
