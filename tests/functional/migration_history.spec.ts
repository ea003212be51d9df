import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { translateHistory } from '#core/database/migration_history'
import { migrate } from '#core/database/migrations'
import { StartupError } from '#core/health/startup_error'
import { BASELINES, MOVED, SQUASHED } from '#database/history'

const PLUGIN = 'app/plugins/loyalty/migrations/0001_loyalty_entries'

/** Translates what is said to be recorded, and takes it back. @returns what is recorded then, by id */
async function translated(recorded: readonly string[]): Promise<{ name: string; batch: number }[]> {
  const trx = await db.transaction()
  try {
    await record(trx, recorded)
    await translateHistory(trx)
    const { rows } = await trx.rawQuery('SELECT name, batch FROM adonis_schema ORDER BY id')
    return rows
  } finally {
    await trx.rollback()
  }
}

async function record(trx: TransactionClientContract, names: readonly string[]) {
  await trx.rawQuery('DELETE FROM adonis_schema')
  await trx.rawQuery('INSERT INTO adonis_schema (name, batch) SELECT unnest(?::text[]), 1', [
    [...names],
  ])
}

test.group('Migrations | history', () => {
  test('a database of 0.1 has the baselines, in the places of what they stand for', async ({
    assert,
  }) => {
    const rows = await translated([...SQUASHED, PLUGIN])

    assert.deepEqual(
      rows,
      [...BASELINES, PLUGIN].map((name) => ({ name, batch: 1 }))
    )
  })

  test('migrations that moved since are recorded under their new names', async ({ assert }) => {
    const rows = await translated([...SQUASHED, ...MOVED.map(([from]) => from)])

    assert.deepEqual(
      rows.map(({ name }) => name),
      [...BASELINES, ...MOVED.map(([, to]) => to)]
    )
  })

  test('a database that is older than 0.1 is refused, and left as it is', async ({ assert }) => {
    const trx = await db.transaction()
    try {
      await record(trx, SQUASHED.slice(0, 30))
      const refused: unknown = await translateHistory(trx).catch((error: unknown) => error)

      assert.instanceOf(refused, StartupError)
      assert.match(String(refused), /older than version 0\.1: 10 of .* 40 .*0110_impersonations/)
      assert.match(String(refused), /"node ace migration:run" of version 0\.1 first/)
      const { rows } = await trx.rawQuery('SELECT name FROM adonis_schema ORDER BY id')
      assert.deepEqual(
        rows.map(({ name }: { name: string }) => name),
        SQUASHED.slice(0, 30)
      )
    } finally {
      await trx.rollback()
    }
  })

  test('names of today stay as they are', async ({ assert }) => {
    const rows = await translated([...BASELINES, PLUGIN])

    assert.deepEqual(
      rows.map(({ name }) => name),
      [...BASELINES, PLUGIN]
    )
  })

  test('every run of migrations translates first', async ({ assert, cleanup }) => {
    const [[from, to] = ['', '']] = MOVED
    const rename = (name: string, other: string) =>
      db.rawQuery('UPDATE adonis_schema SET name = ? WHERE name = ?', [other, name])
    await rename(to, from)
    cleanup(async () => {
      await rename(from, to)
    })

    await migrate()

    const { rows } = await db.rawQuery('SELECT name FROM adonis_schema WHERE name = ANY(?)', [
      [from, to],
    ])
    assert.deepEqual(rows, [{ name: to }])
  })
})
