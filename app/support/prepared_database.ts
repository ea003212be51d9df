import DemoSeeder from '#database/seeders/demo_seeder'
import Organization from '#models/organization'
import { migrate, pendingMigrations } from '#support/migrations'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

/**
 * Makes the database what the code expects and, when it holds no organization,
 * fills it with the demonstration. Costs two queries when there is nothing to do.
 */
export async function prepareDatabase(): Promise<void> {
  if ((await pendingMigrations()).length > 0) await migrate()
  if (await isEmpty()) await new DemoSeeder().run()
}

function isEmpty(): Promise<boolean> {
  return UnitOfWork.run(forSystem, async () => (await Organization.first()) === null, {
    readOnly: true,
  })
}
