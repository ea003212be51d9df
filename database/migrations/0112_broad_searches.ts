import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { searchNewest } from '#core/resources/query/counted'

const TABLES = ['customers', 'employees', 'leads', 'vendors']

/**
 * A search that matches nearly everything does not ask the index for all of
 * it, and what is deleted is found without going through what is not.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await dropNewest(db)
      for (const table of TABLES) await searchNewest(db, table)
      await searchNewest(db, 'deals', {
        meets: `record.search_text LIKE pattern OR EXISTS (
          SELECT FROM customers customer
          WHERE customer.organization_id = record.organization_id
            AND customer.id = record.customer_id AND customer.deleted_at IS NULL
            AND lower(customer.name) LIKE pattern)`,
        also: `
          SELECT deal.id, deal.created_at FROM deals deal
          JOIN customers customer ON customer.organization_id = deal.organization_id
                                 AND customer.id = deal.customer_id
          WHERE deal.organization_id = app_organization() AND deal.deleted_at IS NULL
            AND customer.deleted_at IS NULL AND customer.search_text LIKE pattern
            AND lower(customer.name) LIKE pattern`,
      })
      for (const table of [...TABLES, 'deals']) {
        await db.rawQuery(`
          CREATE INDEX ${table}_deleted ON ${table} (organization_id, created_at DESC, id DESC)
          WHERE deleted_at IS NOT NULL`)
      }
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const table of [...TABLES, 'deals']) await db.rawQuery(`DROP INDEX ${table}_deleted`)
    })
  }
}

async function dropNewest(db: QueryClientContract) {
  await db.rawQuery('SET LOCAL ROLE crm_system')
  for (const table of [...TABLES, 'deals']) {
    await db.rawQuery(`DROP FUNCTION search_${table}(text, integer)`)
  }
  await db.rawQuery('RESET ROLE')
}
