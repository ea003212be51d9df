import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, codeRecords, enableRls } from '#database/helpers/v3'

/** What is offered for a deal, as it was when it was offered. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE quotes (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          code text NOT NULL CHECK (char_length(code) <= 50),
          deal_id uuid NOT NULL,
          customer_id uuid,
          replaces_id uuid,
          title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 255),
          status text NOT NULL DEFAULT 'draft'
            CHECK (status IN ('draft', 'sent', 'accepted', 'declined')),
          valid_until date,
          notes text CHECK (char_length(notes) <= 10000),
          terms text CHECK (char_length(terms) <= 10000),
          decline_reason text CHECK (char_length(decline_reason) <= 1000),
          currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
          locale text NOT NULL CHECK (char_length(locale) <= 35),
          net numeric NOT NULL,
          tax numeric NOT NULL,
          gross numeric NOT NULL,
          customer_name text,
          customer_address text,
          sender_name text NOT NULL,
          sender_address text,
          snapshot_at timestamptz(3) NOT NULL,
          sent_at timestamptz(3),
          decided_at timestamptz(3),
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT quotes_code_unique UNIQUE (organization_id, code),
          CONSTRAINT quotes_of_deal UNIQUE (organization_id, deal_id, id),
          CONSTRAINT quotes_deal_known FOREIGN KEY (organization_id, deal_id)
            REFERENCES deals (organization_id, id) ON DELETE CASCADE,
          CONSTRAINT quotes_customer_known FOREIGN KEY (organization_id, customer_id)
            REFERENCES customers (organization_id, id) ON DELETE SET NULL (customer_id),
          CONSTRAINT quotes_replaces_known FOREIGN KEY (organization_id, deal_id, replaces_id)
            REFERENCES quotes (organization_id, deal_id, id) ON DELETE SET NULL (replaces_id)
        )`)
      await db.rawQuery(`
        CREATE UNIQUE INDEX quotes_accepted_unique ON quotes (organization_id, deal_id)
        WHERE status = 'accepted'`)
      for (const columns of [
        'organization_id, created_at DESC, id DESC',
        'organization_id, customer_id',
        'organization_id, deal_id, replaces_id',
        'created_by_id',
      ]) {
        await db.rawQuery(`CREATE INDEX ON quotes (${columns})`)
      }
      await enableRls(db, 'quotes')
      await codeRecords(db, 'quotes', 'QU-')
      await auditRecords(db, 'quotes', { resource: 'quotes', label: ['title'] })

      await db.rawQuery(`
        CREATE TABLE quote_lines (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          quote_id uuid NOT NULL,
          position integer NOT NULL,
          product_code text,
          name text NOT NULL,
          description text,
          unit text,
          quantity numeric(12, 3) NOT NULL,
          unit_price numeric NOT NULL,
          discount numeric(5, 2) NOT NULL,
          tax_rate numeric(5, 2) NOT NULL,
          net numeric NOT NULL,
          tax numeric NOT NULL,
          gross numeric NOT NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT quote_lines_quote_known FOREIGN KEY (organization_id, quote_id)
            REFERENCES quotes (organization_id, id) ON DELETE CASCADE
        )`)
      for (const columns of [
        'organization_id, quote_id, position, id',
        'organization_id, position, id',
      ]) {
        await db.rawQuery(`CREATE INDEX ON quote_lines (${columns})`)
      }
      await enableRls(db, 'quote_lines')
      /* A line is as it was offered: it goes with the others when they are taken anew. */
      await db.rawQuery('REVOKE UPDATE ON quote_lines FROM crm_app')
      await auditRecords(db, 'quote_lines', { resource: 'quote-lines', label: ['name'] })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE quote_lines')
      await db.rawQuery('DROP TABLE quotes')
    })
  }
}
