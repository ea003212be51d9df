import { BaseSchema } from '@adonisjs/lucid/schema'

/** Finding a twin costs a look into an index, at any number of customers. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(
        `CREATE INDEX duplicates_customers_email ON customers (organization_id, lower(email))
         WHERE deleted_at IS NULL AND email IS NOT NULL`
      )
      await db.rawQuery(
        `CREATE INDEX duplicates_customers_phone
         ON customers (organization_id, regexp_replace(phone, '\\D', '', 'g'))
         WHERE deleted_at IS NULL AND phone IS NOT NULL`
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP INDEX duplicates_customers_email, duplicates_customers_phone')
    })
  }
}
