import { BaseSchema } from '@adonisjs/lucid/schema'
import { searchNewest } from '#core/resources/query/counted'

const TABLES = ['customers', 'employees', 'leads', 'vendors']

/** A search for people, who read the first of what matches, and not all of it (decision 111). */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      for (const table of TABLES) await searchNewest(db, table)
      await searchNewest(db, 'deals', {
        also: `
          SELECT deal.id, deal.created_at FROM deals deal
          JOIN customers customer ON customer.organization_id = deal.organization_id
                                 AND customer.id = deal.customer_id
          WHERE deal.organization_id = app_organization() AND deal.deleted_at IS NULL
            AND customer.deleted_at IS NULL AND customer.search_text LIKE pattern
            AND lower(customer.name) LIKE pattern`,
      })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('SET LOCAL ROLE crm_system')
      for (const table of [...TABLES, 'deals']) {
        await db.rawQuery(`DROP FUNCTION search_${table}(text, integer)`)
      }
      await db.rawQuery('RESET ROLE')
    })
  }
}
