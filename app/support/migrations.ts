import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { MigrationRunner } from '@adonisjs/lucid/migration'

const runner = () => new MigrationRunner(db, app, { direction: 'up' })

/** Brings the database up to the latest migration; waits while somebody else does. */
export async function migrate(): Promise<void> {
  const run = runner()
  await run.run()
  if (run.error) throw run.error
}

/** The names of the migrations that the database has not seen. */
export async function pendingMigrations(): Promise<string[]> {
  const list = await runner().getList()
  return list.filter(({ status }) => status === 'pending').map(({ name }) => name)
}
