import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords } from '#database/helpers/v4'

const audit = (label: string, omit: readonly string[]) => ({
  resource: 'emails',
  label: [label],
  omit: ['text', 'html', 'attempted_at', ...omit],
})

/**
 * What was written to a person or a lead goes with them: who deletes the row of one redacts their e-mails in
 * the same transaction. The audit log, in which nothing is changed, is told whom an e-mail was for by their id.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE emails ADD COLUMN redacted_at timestamptz(3)')
      await auditRecords(db, 'emails', audit('from_name', ['to_email', 'to_email_key', 'subject']))
      await db.rawQuery(`
        CREATE FUNCTION redact_emails() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE emails
          SET to_email = '', subject = 'Redacted', text = '', html = '', attachment_ids = '{}',
              reason = NULL, state = CASE WHEN state = 'queued' THEN 'failed' ELSE state END,
              redacted_at = now(), version = version + 1, updated_at = now()
          WHERE organization_id = OLD.organization_id AND to_type = TG_ARGV[0] AND to_id = OLD.id;
          RETURN NULL;
        END $$`)
      await db.rawQuery('REVOKE ALL ON FUNCTION redact_emails() FROM PUBLIC')
      for (const table of ['people', 'leads']) {
        await db.rawQuery(
          `CREATE TRIGGER ${table}_redact_emails AFTER DELETE ON ${table}
           FOR EACH ROW EXECUTE FUNCTION redact_emails('${table}')`
        )
      }
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const table of ['people', 'leads']) {
        await db.rawQuery(`DROP TRIGGER ${table}_redact_emails ON ${table}`)
      }
      await db.rawQuery('DROP FUNCTION redact_emails()')
      await auditRecords(db, 'emails', audit('subject', []))
      await db.rawQuery('ALTER TABLE emails DROP COLUMN redacted_at')
    })
  }
}
