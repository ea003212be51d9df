import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRlsWith } from '#core/database/rls'

/**
 * Who people are, apart from any organization. Requests of an organization may
 * read the names of its own members; secrets they cannot read at all.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE users (
          id uuid PRIMARY KEY,
          email text NOT NULL CHECK (char_length(email) <= 255),
          email_normalized text NOT NULL,
          username text CHECK (char_length(username) <= 100),
          password text NOT NULL,
          first_name text CHECK (char_length(first_name) <= 100),
          last_name text CHECK (char_length(last_name) <= 100),
          phone text CHECK (char_length(phone) <= 20),
          profile_image text CHECK (char_length(profile_image) <= 255),
          is_active boolean NOT NULL DEFAULT true,
          is_verified boolean NOT NULL DEFAULT false,
          is_superuser boolean NOT NULL DEFAULT false,
          two_factor_enabled boolean NOT NULL DEFAULT false,
          email_verified_at timestamptz(3),
          last_login_at timestamptz(3),
          password_changed_at timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          CONSTRAINT users_email_unique UNIQUE (email_normalized)
        )`)
      await db.rawQuery(
        'CREATE UNIQUE INDEX users_username_unique ON users (lower(username)) WHERE username IS NOT NULL'
      )
      await db.rawQuery(`
        CREATE TABLE sessions (
          id uuid PRIMARY KEY,
          user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
          ip_address text,
          user_agent text,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          last_used_at timestamptz(3) NOT NULL DEFAULT now(),
          expires_at timestamptz(3) NOT NULL,
          revoked_at timestamptz(3),
          revoked_reason text CHECK (revoked_reason IN
            ('logout', 'revoked', 'reuse', 'password_changed', 'deactivated'))
        )`)
      await db.rawQuery('CREATE INDEX sessions_user ON sessions (user_id, created_at DESC)')
      await db.rawQuery(`
        CREATE TABLE refresh_tokens (
          id uuid PRIMARY KEY,
          session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
          token_hash bytea NOT NULL CONSTRAINT refresh_tokens_hash_unique UNIQUE,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          expires_at timestamptz(3) NOT NULL,
          used_at timestamptz(3)
        )`)
      await db.rawQuery('CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id)')

      await enableRlsWith(db, 'sessions', 'false')
      await enableRlsWith(db, 'refresh_tokens', 'false')
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const table of ['refresh_tokens', 'sessions', 'users']) {
        await db.rawQuery(`DROP TABLE ${table}`)
      }
    })
  }
}
