import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** What goes by its name, and among which of its kind no two may have the same. */
const NAMED = [
  { table: 'pipelines', within: ['organization_id'] },
  { table: 'pipeline_stages', within: ['organization_id', 'pipeline_id'] },
  { table: 'lost_reasons', within: ['organization_id'] },
]

/**
 * Two names are one in either form of Unicode, however they are spaced, and with
 * what nobody sees in them; they were only in any case. Of two that are one by
 * that, the later gets a number.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      for (const { table, within } of NAMED) {
        await db.rawQuery(`DROP INDEX ${table}_name_unique`)
        await distinguish(db, table, within)
        await index(db, table, within, 'name_key(name)')
      }
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const { table, within } of NAMED) {
        await db.rawQuery(`DROP INDEX ${table}_name_unique`)
        await index(db, table, within, 'lower(name)')
      }
    })
  }
}

async function distinguish(db: QueryClientContract, table: string, within: readonly string[]) {
  await db.rawQuery('SET LOCAL ROLE crm_system')
  await db.rawQuery(
    `UPDATE ${table} SET name = normalize(name, NFC) WHERE name IS NOT NFC NORMALIZED`
  )
  await db.rawQuery(`
    UPDATE ${table} named SET name = left(named.name, 245) || ' (' || twin.n || ')'
    FROM (SELECT organization_id, id,
                 row_number() OVER (PARTITION BY ${within.join(', ')}, name_key(name)
                                    ORDER BY created_at, id) AS n
          FROM ${table} WHERE deleted_at IS NULL) twin
    WHERE twin.organization_id = named.organization_id AND twin.id = named.id AND twin.n > 1`)
  await db.rawQuery('RESET ROLE')
}

async function index(
  db: QueryClientContract,
  table: string,
  within: readonly string[],
  key: string
) {
  await db.rawQuery(
    `CREATE UNIQUE INDEX ${table}_name_unique ON ${table} (${within.join(', ')}, ${key})
     WHERE deleted_at IS NULL`
  )
}
