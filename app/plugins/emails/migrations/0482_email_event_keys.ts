import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords } from '#database/helpers/v4'

const audit = (omit: readonly string[]) => ({
  resource: 'email-settings',
  label: ['sender_name'],
  omit,
})

/** Which provider reports what became of e-mails, and the key by which its reports are known. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE email_settings
          ADD COLUMN events_provider text
            CHECK (events_provider IN ('mailgun', 'postmark', 'sendgrid', 'ses')),
          ADD COLUMN events_secret text,
          ADD COLUMN events_key_changed_at timestamptz(3),
          ADD CONSTRAINT email_settings_events_key_check
            CHECK (events_secret IS NOT NULL OR events_provider IS NULL
                   OR events_provider NOT IN ('mailgun', 'sendgrid'))`)
      await auditRecords(db, 'email_settings', audit(['smtp_secret', 'events_secret']))
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE email_settings
          DROP COLUMN events_provider, DROP COLUMN events_secret, DROP COLUMN events_key_changed_at`)
      await auditRecords(db, 'email_settings', audit(['smtp_secret']))
    })
  }
}
