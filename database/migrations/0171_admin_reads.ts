import { BaseSchema } from '@adonisjs/lucid/schema'

/** What an event of an account was about besides, such as the page that was opened. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE account_events ADD COLUMN details jsonb')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE account_events DROP COLUMN details')
    })
  }
}
