import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v2'

/** Names and industries are read in the order of the alphabet, and found by the same indexes (ADR 0310). */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'customers_by_name',
        `ON customers (organization_id, name COLLATE alphabetical, id) WHERE deleted_at IS NULL`
      )
      await createIndexConcurrently(
        db,
        'customers_by_industry',
        `ON customers (organization_id, industry COLLATE alphabetical) WHERE deleted_at IS NULL`
      )
      await dropIndexConcurrently(db, 'customers_name')
      await dropIndexConcurrently(db, 'customers_industry')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'customers_name',
        `ON customers (organization_id, name, id) WHERE deleted_at IS NULL`
      )
      await createIndexConcurrently(
        db,
        'customers_industry',
        `ON customers (organization_id, industry) WHERE deleted_at IS NULL`
      )
      await dropIndexConcurrently(db, 'customers_by_name')
      await dropIndexConcurrently(db, 'customers_by_industry')
    })
  }
}
