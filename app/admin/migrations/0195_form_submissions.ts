import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRlsWith } from '#database/helpers/v1'

/**
 * Which rendered forms of the admin pages were sent, and where they led, so
 * that one form does its work once: those of an organization under its id, and
 * those of none under the nil UUID. The reference is checked at the commit:
 * checked at once, it would lock the very rows that forms go on to change.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE form_submissions (
          user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
          key uuid NOT NULL,
          scope_id uuid NOT NULL,
          request bytea NOT NULL,
          location text,
          flash jsonb,
          impersonation jsonb,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (user_id, key)
        )`)
      await db.rawQuery('CREATE INDEX form_submissions_age ON form_submissions (created_at)')
      await enableRlsWith(db, 'form_submissions', 'scope_id = app_organization()')
      await db.rawQuery('GRANT SELECT, INSERT, UPDATE ON form_submissions TO crm_app')
    })
  }

  override async down() {
    this.schema.dropTable('form_submissions')
  }
}
