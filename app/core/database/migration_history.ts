import type { Database } from '@adonisjs/lucid/database'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { StartupError } from '#core/health/startup_error'
import { BASELINES, MOVED, SQUASHED } from '#database/history'

let isTaught = false

/**
 * Has every run of migrations first translate what the database has recorded under names of before,
 * whoever starts it: Lucid's commands, "npm start", or the tests. A dry run writes nothing, and so
 * goes by what is recorded.
 */
export function translateHistoryFirst(db: Database): void {
  if (isTaught) return
  isTaught = true
  const run = MigrationRunner.prototype.run
  MigrationRunner.prototype.run = async function () {
    if (!this.dryRun) await translateHistory(db.connection())
    return run.call(this)
  }
}

/**
 * Gives migrations that have run the names that they go by now. A database that has all migrations
 * of 0.1 has everything that the baselines make: these are recorded as run, in the places of the
 * first of those, so that a rollback still undoes what came later before it comes to them.
 *
 * @throws {StartupError} when only some of them have run
 */
export async function translateHistory(client: QueryClientContract): Promise<void> {
  if ((await formerNames(client)).length === 0) return
  await client.transaction(async (trx) => {
    /* Others may migrate at the same time: one translates, and the others find nothing to do. */
    await trx.rawQuery('LOCK TABLE adonis_schema IN EXCLUSIVE MODE')
    const former = await formerNames(trx)
    const squashed = former.filter((name) => SQUASHED.includes(name))
    if (squashed.length > 0) {
      assertWhole(squashed)
      await squash(trx)
    }
    for (const [from, to] of MOVED) await rename(trx, from, to)
  })
}

/** What is recorded under a name of before, and when: none in a database that is empty or up to date. */
async function formerNames(client: QueryClientContract): Promise<string[]> {
  const { rows: tables } = await client.rawQuery<{ rows: { found: boolean }[] }>(
    `SELECT to_regclass('adonis_schema') IS NOT NULL AS found`
  )
  if (!tables[0]?.found) return []
  const { rows } = await client.rawQuery<{ rows: { name: string }[] }>(
    'SELECT name FROM adonis_schema WHERE name = ANY(?) ORDER BY id',
    [[...SQUASHED, ...MOVED.map(([from]) => from)]]
  )
  return rows.map(({ name }) => name)
}

function assertWhole(squashed: readonly string[]): void {
  const missing = SQUASHED.filter((name) => !squashed.includes(name))
  if (missing.length === 0) return
  throw new StartupError(
    `This database is older than version 0.1: ${missing.length} of that version's ` +
      `${SQUASHED.length} migrations have not run, the first of them ${missing[0]}.`,
    ['Run "node ace migration:run" of version 0.1 first, and then that of this version.']
  )
}

/** There are fewer baselines than migrations that they stand for. */
async function squash(client: QueryClientContract): Promise<void> {
  for (const [index, baseline] of BASELINES.entries()) {
    await rename(client, SQUASHED[index] ?? '', baseline)
  }
  await client.rawQuery('DELETE FROM adonis_schema WHERE name = ANY(?)', [[...SQUASHED]])
}

async function rename(client: QueryClientContract, from: string, to: string): Promise<void> {
  await client.rawQuery('UPDATE adonis_schema SET name = ? WHERE name = ?', [to, from])
}
