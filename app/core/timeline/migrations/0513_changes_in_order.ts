import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v4'

/** The changes of a record, without what else happened to it, such as thousands of associations. */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer((db) =>
      createIndexConcurrently(
        db,
        'audit_events_changes',
        `ON audit_events (organization_id, record_id, created_at DESC, id DESC)
         WHERE before IS NOT NULL AND after IS NOT NULL AND outcome = 'done'`
      )
    )
  }

  override async down() {
    this.defer((db) => dropIndexConcurrently(db, 'audit_events_changes'))
  }
}
