import DemoSeeder from '#database/seeders/demo_seeder'
import db from '@adonisjs/lucid/services/db'
import Organization from '#models/organization'
import { missingGrants } from '#support/database_grants'
import { migrate, pendingMigrations } from '#support/migrations'
import { Refusal } from '#support/refusal'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

/**
 * Makes the database what the code expects and, when it holds no organization,
 * fills it with the demonstration. Costs four queries when there is nothing to do.
 */
export async function prepareDatabase(): Promise<void> {
  if ((await pendingMigrations()).length > 0) await migrate()
  const lacking = await missingGrants((text) => db.rawQuery(text))
  if (lacking.length > 0) throw new Refusal('The database cannot be used:', lacking)
  if (await isEmpty()) await new DemoSeeder().run()
}

function isEmpty(): Promise<boolean> {
  return UnitOfWork.run(forSystem, async () => (await Organization.first()) === null, {
    readOnly: true,
  })
}
