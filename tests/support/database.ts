import env from '#start/env'
import { migrate } from '#core/database/migrations'
import { BenchDatabase } from '#bench/bench_database'

/**
 * Makes the database of the tests anew: what earlier runs left there is gone.
 *
 * @throws when other tests are using it
 */
export async function makeTestDatabase(): Promise<void> {
  const root = new URL('../../', import.meta.url)
  const database = await BenchDatabase.open(root, env.get('DATABASE_URL'), 'test')
  try {
    await database.recreate()
    await database.neglectDurability()
  } finally {
    await database.close()
  }
  await migrate()
}
