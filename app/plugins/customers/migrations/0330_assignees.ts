import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v2'

/** How many customers each employee has is read from this index alone. */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'customers_assignees',
        `ON customers (organization_id, assigned_to_id) WHERE deleted_at IS NULL`
      )
    })
  }

  override async down() {
    this.defer((db) => dropIndexConcurrently(db, 'customers_assignees'))
  }
}
