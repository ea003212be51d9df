import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v2'

/** How many leads each employee has, and has converted, is read from this index alone. */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'leads_assignees',
        `ON leads (organization_id, assigned_to_id, is_converted) WHERE deleted_at IS NULL`
      )
    })
  }

  override async down() {
    this.defer((db) => dropIndexConcurrently(db, 'leads_assignees'))
  }
}
