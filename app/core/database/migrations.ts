import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { sourceFiles } from '@adonisjs/lucid/utils'

/** Brings the database up to the latest migration; waits while another user does. */
export async function migrate(): Promise<void> {
  const run = new MigrationRunner(db, app, { direction: 'up' })
  await run.run()
  if (run.error) throw run.error
}

interface Asked {
  readonly names?: readonly string[]
  readonly client?: QueryClientContract
}

/**
 * The names of the migrations that the database has not seen. Only asks: Lucid's own list makes
 * the table of migrations, which a standby refuses, and a dump that is restored finds in its way.
 *
 * @param names of those that it should have seen; by default all that there are now
 * @param client of the login role
 */
export async function pendingMigrations({ names, client = db.connection() }: Asked = {}): Promise<
  string[]
> {
  const known = names ?? (await migrationsInFolders())
  const seen = new Set(await migrationsSeen(client))
  return known.filter((name) => !seen.has(name))
}

const UNDEFINED_TABLE = '42P01'

async function migrationsSeen(client: QueryClientContract): Promise<string[]> {
  try {
    const { rows } = await client.rawQuery<{ rows: { name: string }[] }>(
      'SELECT name FROM adonis_schema'
    )
    return rows.map(({ name }) => name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE) return []
    throw error
  }
}

let known: readonly string[] | undefined

/**
 * The names of all migrations that this code brings along. Read once: those of
 * the code that runs, not of what has been put into its folder since.
 */
export async function knownMigrations(): Promise<readonly string[]> {
  known ??= await migrationsInFolders()
  return known
}

async function migrationsInFolders(): Promise<string[]> {
  const migrations = db.getRawConnection(db.primaryConnectionName)?.config.migrations
  const folders = await Promise.all(
    (migrations?.paths ?? []).map((path) =>
      sourceFiles(app.appRoot, path, migrations?.naturalSort ?? false)
    )
  )
  return folders.flatMap(({ files }) => files.map(({ name }) => name))
}
