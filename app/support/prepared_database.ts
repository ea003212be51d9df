import DemoSeeder from '#database/seeders/demo_seeder'
import Organization from '#models/organization'
import { MigrationLock, PREPARATION_LOCK } from '#support/migration_lock'
import { migrate, pendingMigrations } from '#support/migrations'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

/**
 * Makes the database what the code expects and, when it holds no organization,
 * fills it with the demonstration. Costs two queries when there is nothing to do.
 */
export async function prepareDatabase(): Promise<void> {
  if (await isPrepared()) return
  /* Several processes may start at once: one of them does it, and the others wait. */
  const lock = await MigrationLock.take(PREPARATION_LOCK)
  try {
    await migrate()
    if (await isEmpty()) await new DemoSeeder().run()
  } finally {
    await lock.release()
  }
}

async function isPrepared(): Promise<boolean> {
  return (await pendingMigrations()).length === 0 && !(await isEmpty())
}

function isEmpty(): Promise<boolean> {
  return UnitOfWork.run(forSystem, async () => (await Organization.first()) === null, {
    readOnly: true,
  })
}
