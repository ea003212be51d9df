import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The pair that a refresh token was exchanged for, in the row of the new token and
 * encrypted for who has the old one, so that a second tab is given the same.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE refresh_tokens ADD COLUMN sealed_pair text')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE refresh_tokens DROP COLUMN sealed_pair')
    })
  }
}
