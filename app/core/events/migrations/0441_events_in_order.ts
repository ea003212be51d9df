import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v3'

/** Events are read in the order in which they were committed. */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer((db) =>
      createIndexConcurrently(
        db,
        'audit_events_in_order',
        'ON audit_events (organization_id, epoch, xid, id)'
      )
    )
  }

  override async down() {
    this.defer((db) => dropIndexConcurrently(db, 'audit_events_in_order'))
  }
}
