import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, enableRls } from '#database/helpers/v3'

/** How an organization writes to people and leads, what it has sent, and to whom it may not write. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeSettings(db)
      await makeTemplates(db)
      await makeEmails(db)
      await makeSuppressions(db)
      await makeCounts(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const table of [
        'email_counts',
        'email_suppressions',
        'emails',
        'email_templates',
        'email_settings',
      ]) {
        await db.rawQuery(`DROP TABLE ${table}`)
      }
    })
  }
}

const STAMPS = `
  created_by_id uuid REFERENCES users ON DELETE SET NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id)`

const OF_ORGANIZATION = `
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL`

async function makeSettings(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE email_settings (
      ${OF_ORGANIZATION},
      sender_name text NOT NULL CHECK (char_length(sender_name) BETWEEN 1 AND 100),
      sender_email text NOT NULL CHECK (char_length(sender_email) <= 255),
      reply_to text CHECK (char_length(reply_to) <= 255),
      smtp_host text CHECK (char_length(smtp_host) <= 253),
      smtp_port integer CHECK (smtp_port BETWEEN 1 AND 65535),
      smtp_security text NOT NULL DEFAULT 'starttls'
        CHECK (smtp_security IN ('starttls', 'implicit')),
      smtp_username text CHECK (char_length(smtp_username) <= 255),
      smtp_secret text,
      credentials_changed_at timestamptz(3),
      daily_limit integer CHECK (daily_limit >= 0),
      events_version integer NOT NULL DEFAULT 1,
      ${STAMPS},
      CONSTRAINT email_settings_once UNIQUE (organization_id)
    )`)
  await db.rawQuery('CREATE INDEX email_settings_created_by ON email_settings (created_by_id)')
  await enableRls(db, 'email_settings')
  await auditRecords(db, 'email_settings', {
    resource: 'email-settings',
    label: ['sender_name'],
    omit: ['smtp_secret'],
  })
}

async function makeTemplates(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE email_templates (
      ${OF_ORGANIZATION},
      name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
      subject text NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 255),
      body text NOT NULL CHECK (char_length(body) BETWEEN 1 AND 20000),
      ${STAMPS}
    )`)
  await db.rawQuery(
    'CREATE INDEX email_templates_list ON email_templates (organization_id, created_at DESC, id DESC)'
  )
  await db.rawQuery('CREATE INDEX email_templates_created_by ON email_templates (created_by_id)')
  await enableRls(db, 'email_templates')
  await auditRecords(db, 'email_templates', { resource: 'email-templates', label: ['name'] })
}

async function makeEmails(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE emails (
      ${OF_ORGANIZATION},
      to_type text NOT NULL CHECK (to_type IN ('people', 'leads')),
      to_id uuid NOT NULL,
      to_email text NOT NULL CHECK (char_length(to_email) <= 255),
      to_email_key text GENERATED ALWAYS AS (name_key(to_email)) STORED,
      resource text CHECK (char_length(resource) BETWEEN 1 AND 100),
      record_id uuid,
      template_id uuid,
      from_name text NOT NULL CHECK (char_length(from_name) <= 255),
      from_email text NOT NULL CHECK (char_length(from_email) <= 255),
      reply_to text CHECK (char_length(reply_to) <= 255),
      subject text NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 255),
      text text NOT NULL,
      html text NOT NULL,
      attachment_ids uuid[] NOT NULL DEFAULT '{}',
      message_id text NOT NULL CHECK (char_length(message_id) <= 255),
      state text NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'sent', 'failed', 'bounced', 'opted_out')),
      reason text CHECK (char_length(reason) <= 500),
      attempted_at timestamptz(3),
      sent_at timestamptz(3),
      ${STAMPS},
      CONSTRAINT emails_message_id_unique UNIQUE (organization_id, message_id),
      CONSTRAINT emails_record_check CHECK ((resource IS NULL) = (record_id IS NULL)),
      CONSTRAINT emails_template_known FOREIGN KEY (organization_id, template_id)
        REFERENCES email_templates (organization_id, id) ON DELETE SET NULL (template_id)
    )`)
  for (const [name, columns] of [
    ['list', 'organization_id, created_at DESC, id DESC'],
    ['of_recipient', 'organization_id, to_id, created_at DESC, id DESC'],
    ['of_record', 'organization_id, record_id, created_at DESC, id DESC'],
    ['of_address', 'organization_id, to_email_key, created_at DESC'],
    ['of_template', 'organization_id, template_id'],
    ['created_by', 'created_by_id'],
  ]) {
    await db.rawQuery(`CREATE INDEX emails_${name} ON emails (${columns})`)
  }
  await enableRls(db, 'emails')
  await auditRecords(db, 'emails', {
    resource: 'emails',
    label: ['subject'],
    omit: ['text', 'html', 'attempted_at'],
  })
}

async function makeSuppressions(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE email_suppressions (
      ${OF_ORGANIZATION},
      email text NOT NULL CHECK (char_length(email) <= 255),
      email_key text GENERATED ALWAYS AS (name_key(email)) STORED,
      reason text NOT NULL DEFAULT 'manual'
        CHECK (reason IN ('manual', 'unsubscribed', 'complained', 'bounced')),
      note text CHECK (char_length(note) <= 500),
      ${STAMPS},
      CONSTRAINT email_suppressions_email_unique UNIQUE (organization_id, email_key)
    )`)
  await db.rawQuery(
    `CREATE INDEX email_suppressions_list
     ON email_suppressions (organization_id, created_at DESC, id DESC)`
  )
  await db.rawQuery(
    'CREATE INDEX email_suppressions_created_by ON email_suppressions (created_by_id)'
  )
  await enableRls(db, 'email_suppressions')
  await auditRecords(db, 'email_suppressions', { resource: 'email-suppressions', label: ['email'] })
}

/** How many e-mails an organization has ordered on a day, by its own calendar. */
async function makeCounts(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE email_counts (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      day date NOT NULL,
      ordered integer NOT NULL CHECK (ordered >= 0),
      PRIMARY KEY (organization_id, day)
    )`)
  await enableRls(db, 'email_counts')
}
