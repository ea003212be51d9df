import { BaseSchema } from '@adonisjs/lucid/schema'
import * as v1 from '#database/helpers/v1'
import { composeText, dropFormerSearch, dropSearch, searchRecords } from '#database/helpers/v2'

/** Found by the words of its title and of its customer's name, in any order, and by its code. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await dropFormerSearch(db, 'deals')
      await composeText(db, 'deals', ['title', 'source', 'lost_reason'])
      await searchRecords(db, 'deals', {
        columns: ['title'],
        through: { table: 'customers', key: 'customer_id' },
      })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await dropSearch(db, 'deals')
      await v1.searchRecords(db, 'deals', ['title'], { also: also('deal.id') })
      await v1.searchNewest(db, 'deals', { meets: MEETS, also: also('deal.id, deal.created_at') })
    })
  }
}

const also = (columns: string) => `
  SELECT ${columns} FROM deals deal
  JOIN customers customer ON customer.organization_id = deal.organization_id
                         AND customer.id = deal.customer_id
  WHERE deal.organization_id = app_organization() AND deal.deleted_at IS NULL
    AND customer.deleted_at IS NULL AND customer.search_text LIKE pattern
    AND lower(customer.name) LIKE pattern`

const MEETS = `record.search_text LIKE pattern OR EXISTS (
  SELECT FROM customers customer
  WHERE customer.organization_id = record.organization_id
    AND customer.id = record.customer_id AND customer.deleted_at IS NULL
    AND lower(customer.name) LIKE pattern)`
