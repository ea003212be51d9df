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
      await dropFormerSearch(db, 'vendors')
      await composeText(db, 'vendors', ['name', 'contact_person', 'email', 'city'])
      await db.rawQuery(
        `ALTER TABLE vendors ADD COLUMN email_key text GENERATED ALWAYS AS (name_key(email)) STORED`
      )
      await searchRecords(db, 'vendors', {
        columns: ['name', 'email', 'contact_person'],
        phones: ['phone', 'phone_normalized', 'mobile', 'mobile_normalized'],
      })
      await auditRecords(db, 'vendors', {
        resource: 'vendors',
        label: ['name'],
        omit: ['phone_normalized', 'mobile_normalized'],
      })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await dropSearch(db, 'vendors')
      await db.rawQuery('ALTER TABLE vendors DROP COLUMN email_key')
      await v1.searchRecords(db, 'vendors', ['name', 'email', 'contact_person'])
      await v1.searchNewest(db, 'vendors')
    })
  }
}
