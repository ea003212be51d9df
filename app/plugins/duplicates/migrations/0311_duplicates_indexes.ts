import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v2'

/** One index for each kind of record, of all by which a person is known, for those of some of it. */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      for (const table of ['customers', 'leads']) {
        await createIndexConcurrently(
          db,
          `duplicates_${table}_keys`,
          `ON ${table} USING gin (duplicates_keys(organization_id, email_key, phone, phone_normalized,
             mobile, mobile_normalized)) WHERE deleted_at IS NULL`
        )
      }
      await dropIndexConcurrently(db, 'duplicates_customers_email')
      await dropIndexConcurrently(db, 'duplicates_customers_phone')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'duplicates_customers_email',
        `ON customers (organization_id, lower(email)) WHERE deleted_at IS NULL AND email IS NOT NULL`
      )
      await createIndexConcurrently(
        db,
        'duplicates_customers_phone',
        String.raw`ON customers (organization_id, regexp_replace(phone, '\D', '', 'g'))
          WHERE deleted_at IS NULL AND phone IS NOT NULL`
      )
      for (const table of ['customers', 'leads']) {
        await dropIndexConcurrently(db, `duplicates_${table}_keys`)
      }
    })
  }
}
