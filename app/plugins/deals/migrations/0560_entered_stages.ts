import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v4'

/** Stays in stages are found by when they began. */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'deal_stage_intervals_entered',
        `ON deal_stage_intervals (organization_id, entered_at)
         INCLUDE (deal_id, stage_id, left_at)`
      )
    })
  }

  override async down() {
    this.defer((db) => dropIndexConcurrently(db, 'deal_stage_intervals_entered'))
  }
}
