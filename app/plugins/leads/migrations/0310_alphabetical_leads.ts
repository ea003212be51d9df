import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v2'

/** Lists by name are read from an index: to compare by the alphabet costs more than by code points (ADR 0310). */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'leads_by_name',
        `ON leads (organization_id, name COLLATE alphabetical, id) WHERE deleted_at IS NULL`
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await dropIndexConcurrently(db, 'leads_by_name')
    })
  }
}
