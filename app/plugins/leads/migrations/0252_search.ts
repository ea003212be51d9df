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
      await dropFormerSearch(db, 'leads')
      await composeText(db, 'leads', [
        'name',
        'company',
        'email',
        'city',
        'job_title',
        'campaign',
        'referrer',
      ])
      await db.rawQuery(
        `ALTER TABLE leads ADD COLUMN email_key text GENERATED ALWAYS AS (name_key(email)) STORED`
      )
      await db.rawQuery(
        `CREATE INDEX leads_email ON leads (organization_id, email_key)
         WHERE deleted_at IS NULL AND email_key IS NOT NULL`
      )
      await searchRecords(db, 'leads', {
        columns: ['name', 'email', 'company'],
        phones: ['phone', 'phone_normalized', 'mobile', 'mobile_normalized'],
      })
      await auditRecords(db, 'leads', {
        resource: 'leads',
        label: ['name'],
        omit: ['phone_normalized', 'mobile_normalized', 'score_points', 'score_computed_at'],
      })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await dropSearch(db, 'leads')
      await db.rawQuery('ALTER TABLE leads DROP COLUMN email_key')
      await v1.searchRecords(db, 'leads', ['name', 'email', 'company'])
      await v1.searchNewest(db, 'leads')
    })
  }
}
