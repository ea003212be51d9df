import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRlsWith } from '#database/helpers/v1'

/**
 * Who is logged in to the admin pages. Ids are hashed, and no request of the API reads it.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE admin_sessions (
          id bytea PRIMARY KEY,
          user_id uuid REFERENCES users ON DELETE CASCADE,
          data jsonb NOT NULL,
          ip_address text,
          user_agent text,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          last_used_at timestamptz(3) NOT NULL DEFAULT now(),
          expires_at timestamptz(3) NOT NULL
        )`)
      await db.rawQuery('CREATE INDEX admin_sessions_user ON admin_sessions (user_id)')
      await db.rawQuery('CREATE INDEX admin_sessions_expires ON admin_sessions (expires_at)')
      await enableRlsWith(db, 'admin_sessions', 'false')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE admin_sessions')
    })
  }
}
