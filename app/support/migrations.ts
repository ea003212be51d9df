import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { sourceFiles } from '@adonisjs/lucid/utils'

/** Brings the database up to the latest migration; waits while somebody else does. */
export async function migrate(): Promise<void> {
  const run = new MigrationRunner(db, app, { direction: 'up' })
  await run.run()
  if (run.error) throw run.error
}

/**
 * The names of the migrations that the database has not seen. Only asks: Lucid's own list makes
 * the table of migrations, which a standby refuses, and a dump that is restored finds in its way.
 *
 * @param names of those that it should have seen; all that there are now, unless said otherwise
 */
export async function pendingMigrations(names?: readonly string[]): Promise<string[]> {
  const known = names ?? (await migrationsInFolders())
  if (!(await isMigrated())) return [...known]
  const { rows } = await db.rawQuery<{ rows: { name: string }[] }>('SELECT name FROM adonis_schema')
  const seen = new Set(rows.map(({ name }) => name))
  return known.filter((name) => !seen.has(name))
}

async function isMigrated(): Promise<boolean> {
  const { rows } = await db.rawQuery<{ rows: { isMigrated: boolean }[] }>(
    `SELECT to_regclass('adonis_schema') IS NOT NULL AS "isMigrated"`
  )
  return rows[0]?.isMigrated ?? false
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
