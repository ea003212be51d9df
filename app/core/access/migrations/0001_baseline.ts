import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRlsWith } from '#database/helpers/v1'

/**
 * The keys of access tokens: one signs, those before it verify until the last
 * token that they signed has expired. Before the first rotation there is none,
 * and the key derived from APP_KEY serves.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE signing_keys (
          id text PRIMARY KEY,
          secret text NOT NULL,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          retired_at timestamptz(3)
        )`)
      await db.rawQuery(
        'CREATE UNIQUE INDEX signing_keys_one_signs ON signing_keys ((true)) WHERE retired_at IS NULL'
      )
      await enableRlsWith(db, 'signing_keys', 'false')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE signing_keys')
    })
  }
}
