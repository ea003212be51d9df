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
      await dropFormerSearch(db, 'employees')
      await composeText(db, 'employees', ['first_name', 'last_name', 'email'])
      await db.rawQuery(
        `ALTER TABLE employees ADD COLUMN email_key text GENERATED ALWAYS AS (name_key(email)) STORED`
      )
      await searchRecords(db, 'employees', {
        columns: ["first_name || ' ' || last_name", 'email'],
        phones: ['phone', 'phone_normalized'],
      })
      await auditRecords(db, 'employees', {
        resource: 'employees',
        label: ['first_name', 'last_name'],
      })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await dropSearch(db, 'employees')
      await db.rawQuery('ALTER TABLE employees DROP COLUMN email_key')
      await v1.searchRecords(db, 'employees', ["first_name || ' ' || last_name", 'email'])
      await v1.searchNewest(db, 'employees')
    })
  }
}
