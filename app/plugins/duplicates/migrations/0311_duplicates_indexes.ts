import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v2'

/**
 * One index for each kind of record, of all by which a person is known, for those of some of it.
 *
 * Without holding up writers; where a plugin is installed again, or uninstalled, all of it is one
 * transaction, which no index can be made beside.
 */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      for (const table of ['customers', 'leads']) {
        const name = `duplicates_${table}_keys`
        const definition = `ON ${table} USING gin (duplicates_keys(organization_id, email_key, phone,
          phone_normalized, mobile, mobile_normalized)) WHERE deleted_at IS NULL`
        if (db.isTransaction) await db.rawQuery(`CREATE INDEX ${name} ${definition}`)
        else await createIndexConcurrently(db, name, definition)
      }
      for (const name of ['duplicates_customers_email', 'duplicates_customers_phone']) {
        if (db.isTransaction) await db.rawQuery(`DROP INDEX ${name}`)
        else await dropIndexConcurrently(db, name)
      }
    })
  }

  override async down() {
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
      await db.rawQuery('DROP INDEX duplicates_customers_keys, duplicates_leads_keys')
    })
  }
}
