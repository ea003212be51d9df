import env from '#start/env'
import { BenchDatabase } from '#bench/bench_database'
import { type Cleaner, REPOSITORY, ace } from '#tests/support/clone'

const open = (suffix: string) =>
  BenchDatabase.open(new URL('../../', import.meta.url), env.get('DATABASE_URL'), suffix)

/**
 * A database for a clone, on the server of the tests, which is gone afterwards.
 *
 * @param model the name of one that it is a copy of; without it, it is empty
 * @returns its URL
 */
export async function databaseForClone(
  { cleanup }: Cleaner,
  suffix: string,
  model?: string
): Promise<string> {
  const database = await open(suffix)
  cleanup(async () => {
    await database.drop()
    await database.close()
  })
  await database.recreate(model)
  await database.neglectDurability()
  return database.url
}

let template: Promise<BenchDatabase> | undefined

/**
 * One as the migrations of the repository make it, for tests that are about what comes later.
 * They run once; every database after the first is a copy.
 */
export async function migratedDatabaseForClone(cleaner: Cleaner, suffix: string): Promise<string> {
  template ??= makeTemplate()
  return databaseForClone(cleaner, suffix, (await template).name)
}

async function makeTemplate(): Promise<BenchDatabase> {
  const database = await open('migrated')
  await database.recreate()
  const { code, text } = await ace(
    REPOSITORY,
    database.url,
    'migration:run',
    '--compact-output',
    '--no-schema-generate'
  )
  if (code !== 0) throw new Error(text)
  return database
}

/** Drops what migrated databases were copied from. */
export async function dropTemplate(): Promise<void> {
  const database = await template
  await database?.drop()
  await database?.close()
}
