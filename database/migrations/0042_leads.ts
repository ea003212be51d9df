import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords } from '#core/audit/audited'
import { codeRecords, countRecords, searchRecords } from '#core/resources/query/counted'
import { enableRls } from '#core/database/rls'

/** Who may become a customer. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      /*
       * The score that counts is the one that somebody gave, or else the one
       * that the rules make; a lead is converted when it says when.
       */
      await db.rawQuery(`
        CREATE TABLE leads (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          code text NOT NULL CHECK (char_length(code) <= 50),
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
          company text CHECK (char_length(company) <= 255),
          job_title text CHECK (char_length(job_title) <= 100),
          email text CHECK (char_length(email) <= 255),
          phone text CHECK (char_length(phone) <= 20),
          phone_normalized text,
          mobile text CHECK (char_length(mobile) <= 20),
          mobile_normalized text,
          source text NOT NULL DEFAULT 'website' CHECK (source IN ('website', 'referral',
            'social_media', 'email_campaign', 'cold_call', 'event', 'partner', 'other')),
          status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive')),
          qualification_status text NOT NULL DEFAULT 'new' CHECK (qualification_status IN
            ('new', 'contacted', 'qualified', 'unqualified', 'converted', 'lost')),
          assigned_to_id uuid,
          score_automatic smallint NOT NULL DEFAULT 0 CHECK (score_automatic BETWEEN 0 AND 100),
          score_points jsonb NOT NULL DEFAULT '{}',
          score_computed_at timestamptz(3),
          score_manual smallint CHECK (score_manual BETWEEN 0 AND 100),
          score_manual_reason text CHECK (char_length(score_manual_reason) <= 1000),
          score_manual_by_id uuid REFERENCES users ON DELETE SET NULL,
          score_manual_at timestamptz(3),
          lead_score smallint NOT NULL
            GENERATED ALWAYS AS (coalesce(score_manual, score_automatic)) STORED,
          estimated_value numeric(12, 2) CHECK (estimated_value >= 0),
          is_converted boolean NOT NULL
            GENERATED ALWAYS AS (qualification_status = 'converted') STORED,
          converted_at timestamptz(3),
          converted_by_id uuid REFERENCES users ON DELETE SET NULL,
          converted_customer_id uuid,
          converted_deal_id uuid,
          tags text[] NOT NULL DEFAULT '{}',
          notes text CHECK (char_length(notes) <= 10000),
          campaign text CHECK (char_length(campaign) <= 255),
          referrer text CHECK (char_length(referrer) <= 255),
          address text CHECK (char_length(address) <= 1000),
          city text CHECK (char_length(city) <= 100),
          state text CHECK (char_length(state) <= 100),
          country text CHECK (char_length(country) <= 100),
          postal_code text CHECK (char_length(postal_code) <= 20),
          extensions jsonb NOT NULL DEFAULT '{}',
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          deleted_at timestamptz(3),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT leads_qualification_status_check2
            CHECK ((qualification_status = 'converted') = (converted_at IS NOT NULL)),
          CONSTRAINT leads_code_unique UNIQUE (organization_id, code),
          CONSTRAINT leads_assigned_to_known FOREIGN KEY (organization_id, assigned_to_id)
            REFERENCES employees (organization_id, id) ON DELETE SET NULL (assigned_to_id),
          CONSTRAINT leads_converted_customer_known
            FOREIGN KEY (organization_id, converted_customer_id)
            REFERENCES customers (organization_id, id) ON DELETE SET NULL (converted_customer_id)
        )`)
      for (const [name, columns] of [
        ['list', '(organization_id, created_at DESC, id DESC) WHERE deleted_at IS NULL'],
        [
          'facets',
          `(organization_id, qualification_status, source, created_at DESC, id DESC)
           WHERE deleted_at IS NULL`,
        ],
        [
          'hot',
          `(organization_id, lead_score DESC, estimated_value DESC NULLS LAST, id DESC)
           WHERE deleted_at IS NULL AND NOT is_converted`,
        ],
        [
          'statistics',
          `(organization_id) INCLUDE
           (status, qualification_status, source, lead_score, estimated_value, created_at)
           WHERE deleted_at IS NULL`,
        ],
        ['assigned', '(organization_id, assigned_to_id, created_at DESC, id DESC)'],
        [
          'converted_customer',
          '(organization_id, converted_customer_id) WHERE converted_customer_id IS NOT NULL',
        ],
        [
          'converted_deal',
          '(organization_id, converted_deal_id) WHERE converted_deal_id IS NOT NULL',
        ],
        ['created_by', '(created_by_id)'],
        ['converted_by', '(converted_by_id) WHERE converted_by_id IS NOT NULL'],
        ['score_manual_by', '(score_manual_by_id) WHERE score_manual_by_id IS NOT NULL'],
      ]) {
        await db.rawQuery(`CREATE INDEX leads_${name} ON leads ${columns}`)
      }
      await enableRls(db, 'leads')
      await codeRecords(db, 'leads', 'LEAD')
      await countRecords(db, 'leads', ['status', 'qualification_status', 'source'])
      await searchRecords(db, 'leads', ['name', 'email', 'company'])
      await auditRecords(db, 'leads', {
        resource: 'leads',
        label: ['name'],
        omit: ['phone_normalized', 'mobile_normalized', 'score_points', 'score_computed_at'],
      })

      await db.rawQuery(`
        ALTER TABLE customers ADD CONSTRAINT customers_converted_from_lead_known
        FOREIGN KEY (organization_id, converted_from_lead_id)
        REFERENCES leads (organization_id, id) ON DELETE SET NULL (converted_from_lead_id)`)
      await db.rawQuery(`
        CREATE INDEX customers_converted_from_lead
        ON customers (organization_id, converted_from_lead_id)
        WHERE converted_from_lead_id IS NOT NULL`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP INDEX customers_converted_from_lead')
      await db.rawQuery('ALTER TABLE customers DROP CONSTRAINT customers_converted_from_lead_known')
      await db.rawQuery('DROP TABLE leads')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION leads_counted()')
      await db.rawQuery('DROP FUNCTION search_leads(text)')
      await db.rawQuery('RESET ROLE')
    })
  }
}
