import { BaseSchema } from '@adonisjs/lucid/schema'
import * as v1 from '#database/helpers/v1'
import {
  auditRecords,
  composeText,
  dropFormerSearch,
  dropSearch,
  searchRecords,
} from '#database/helpers/v2'

/** Found by words in any order, without accents, by digits and by code; an address in any case. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await dropFormerSearch(db, 'customers')
      await composeText(db, 'customers', [
        'name',
        'first_name',
        'last_name',
        'company_name',
        'contact_person',
        'email',
        'city',
        'industry',
        'source',
      ])
      await db.rawQuery(
        `ALTER TABLE customers ADD COLUMN email_key text GENERATED ALWAYS AS (name_key(email)) STORED`
      )
      await db.rawQuery(
        `CREATE INDEX customers_email ON customers (organization_id, email_key)
         WHERE deleted_at IS NULL AND email_key IS NOT NULL`
      )
      await searchRecords(db, 'customers', {
        columns: ['name', 'email', 'company_name'],
        phones: ['phone', 'phone_normalized', 'mobile', 'mobile_normalized'],
      })
      await auditRecords(db, 'customers', { resource: 'customers', label: ['name'] })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await dropSearch(db, 'customers')
      await db.rawQuery('ALTER TABLE customers DROP COLUMN email_key')
      await v1.searchRecords(db, 'customers', ['name', 'email', 'company_name'])
      await v1.searchNewest(db, 'customers')
    })
  }
}
