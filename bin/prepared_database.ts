import DemoSeeder from '#database/seeders/demo_seeder'
import db from '@adonisjs/lucid/services/db'
import Organization from '#plugins/identity/models/organization'
import { missingPrivileges } from '#core/database/role_privileges'
import { MigrationLock, PREPARATION_LOCK } from '#core/database/migration_lock'
import { migrate, pendingMigrations } from '#core/database/migrations'
import { StartupError } from '#core/health/startup_error'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/**
 * Makes the database what the code expects and, when it holds no organization,
 * fills it with the demonstration. Costs four queries when there is nothing to do.
 */
export async function prepareDatabase(): Promise<void> {
  if (await isPrepared()) return
  /* Several processes may start at once: one of them does it, and the others wait. */
  const lock = await MigrationLock.take(PREPARATION_LOCK)
  try {
    await migrate()
    await assertGranted()
    if (await isEmpty()) await new DemoSeeder().run()
  } finally {
    await lock.release()
  }
}

async function isPrepared(): Promise<boolean> {
  if ((await pendingMigrations()).length > 0) return false
  await assertGranted()
  return !(await isEmpty())
}

/** @throws StartupError when the login role lacks what it needs, as after a restore on another server */
async function assertGranted(): Promise<void> {
  const lacking = await missingPrivileges((text) => db.rawQuery(text))
  if (lacking.length > 0) throw new StartupError('The database cannot be used:', lacking)
}

function isEmpty(): Promise<boolean> {
  return UnitOfWork.run(asSystem, async () => (await Organization.first()) === null, {
    readOnly: true,
  })
}
