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
  const list = await runner()
    .getList()
    .catch((error: unknown) => {
      if (isMadeBySomebodyElse(error)) return runner().getList()
      throw error
    })
  return list.filter(({ status }) => status === 'pending').map(({ name }) => name)
}

/** Lucid makes the table of migrations when it looks into it, and several processes may at once. */
function isMadeBySomebodyElse(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === '42P07' || code === '23505'
}

let known: readonly string[] | undefined

/**
 * The names of all migrations that this code brings along. Read once: those of
 * the code that runs, not of what has been put into its folder since.
 */
export async function knownMigrations(): Promise<readonly string[]> {
  if (known === undefined) {
    const list = await runner().getList()
    known = list.flatMap(({ name, status }) => (status === 'corrupt' ? [] : [name]))
  }
  return known
}
