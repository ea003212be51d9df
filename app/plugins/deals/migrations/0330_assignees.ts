import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v2'

/** What the deals of each employee come to is read from this index alone. */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'deals_assignees',
        `ON deals (organization_id, assigned_to_id, currency, status) INCLUDE (value)
         WHERE deleted_at IS NULL`
      )
    })
  }

  override async down() {
    this.defer((db) => dropIndexConcurrently(db, 'deals_assignees'))
  }
}
