import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v4'

const of = (columns: string) =>
  `ON deals (organization_id, expected_close_date, id) INCLUDE (${columns})
   WHERE deleted_at IS NULL AND status = 'open'`

const BEFORE = 'currency, value, expected_revenue'

/** What open deals should bring, by how probable they are, is read from this index alone. */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      await createIndexConcurrently(db, 'deals_due', of(`${BEFORE}, probability`))
      await dropIndexConcurrently(db, 'deals_expected')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await createIndexConcurrently(db, 'deals_expected', of(BEFORE))
      await dropIndexConcurrently(db, 'deals_due')
    })
  }
}
