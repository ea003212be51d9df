import { BaseSchema } from '@adonisjs/lucid/schema'

/** By whose clocks, and in which language, users are written to. Null: those of the organization. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE users
          ADD COLUMN time_zone text CHECK (char_length(time_zone) <= 64),
          ADD COLUMN locale text CHECK (char_length(locale) <= 35)`)
      await db.rawQuery('GRANT SELECT (time_zone) ON users TO crm_app')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE users DROP COLUMN time_zone, DROP COLUMN locale')
    })
  }
}
