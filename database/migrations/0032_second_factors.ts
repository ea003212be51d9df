import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRlsWith } from '#core/database/rls'

/**
 * What somebody has besides his password: a device that makes codes, and codes
 * on paper for the day when it is lost. One that is not confirmed yet asks
 * nothing of anybody.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE second_factors (
          user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
          secret text NOT NULL,
          last_step bigint,
          confirmed_at timestamptz(3),
          created_at timestamptz(3) NOT NULL DEFAULT now()
        )`)
      await db.rawQuery(`
        CREATE TABLE recovery_codes (
          user_id uuid NOT NULL REFERENCES second_factors ON DELETE CASCADE,
          code_hash bytea NOT NULL,
          used_at timestamptz(3),
          PRIMARY KEY (user_id, code_hash)
        )`)
      await enableRlsWith(db, 'second_factors', 'false')
      await enableRlsWith(db, 'recovery_codes', 'false')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE recovery_codes')
      await db.rawQuery('DROP TABLE second_factors')
    })
  }
}
