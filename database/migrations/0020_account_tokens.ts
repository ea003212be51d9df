import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRlsWith } from '#core/database/rls'

/**
 * What proves that somebody reads the mail of an address. A user has one row
 * for each purpose, so that a new token takes the place of the one before.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE account_tokens (
          user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
          purpose text NOT NULL CHECK (purpose IN ('verify_email', 'reset_password', 'change_email')),
          email text NOT NULL CHECK (char_length(email) <= 255),
          token_hash bytea NOT NULL CONSTRAINT account_tokens_hash_unique UNIQUE,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          expires_at timestamptz(3) NOT NULL,
          used_at timestamptz(3),
          PRIMARY KEY (user_id, purpose)
        )`)
      await enableRlsWith(db, 'account_tokens', 'false')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE account_tokens')
    })
  }
}
