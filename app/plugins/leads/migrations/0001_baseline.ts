import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  codeRecords,
  countRecords,
  dropSecurityDefiners,
  enableRls,
  searchNewest,
  searchRecords,
} from '#database/helpers/v1'

/**
 * Who may become a customer, how likely that is, and what became of them.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeLeads(db)
      await rememberScores(db)
      await rememberConversions(db)
      await referToLeads(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE deals DROP CONSTRAINT deals_lead_known')
      await db.rawQuery('DROP INDEX customers_converted_from_lead')
      await db.rawQuery('ALTER TABLE customers DROP CONSTRAINT customers_converted_from_lead_known')
      await db.rawQuery('DROP TABLE lead_conversions')
      await db.rawQuery('DROP TABLE lead_score_changes')
      await db.rawQuery('DROP TABLE leads')
      await db.rawQuery('DROP FUNCTION leads_scored()')
      await dropSecurityDefiners(
        db,
        'search_leads(text, integer)',
        'search_leads(text)',
        'leads_counted()'
      )
    })
  }
}

async function makeLeads(db: QueryClientContract) {
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
        REFERENCES customers (organization_id, id) ON DELETE SET NULL (converted_customer_id),
      CONSTRAINT leads_converted_deal_known FOREIGN KEY (organization_id, converted_deal_id)
        REFERENCES deals (organization_id, id) ON DELETE SET NULL (converted_deal_id)
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
    ['converted_deal', '(organization_id, converted_deal_id) WHERE converted_deal_id IS NOT NULL'],
    ['deleted', '(organization_id, created_at DESC, id DESC) WHERE deleted_at IS NOT NULL'],
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
  await searchNewest(db, 'leads')
  await auditRecords(db, 'leads', {
    resource: 'leads',
    label: ['name'],
    omit: ['phone_normalized', 'mobile_normalized', 'score_points', 'score_computed_at'],
  })
}

/** How the scores of leads have changed. Rows are added by a trigger, and never change. */
async function rememberScores(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE lead_score_changes (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      lead_id uuid NOT NULL,
      number integer NOT NULL,
      automatic smallint NOT NULL,
      manual smallint,
      reason text,
      author_id uuid REFERENCES users ON DELETE SET NULL,
      created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (organization_id, lead_id, number),
      CONSTRAINT lead_score_changes_lead_known FOREIGN KEY (organization_id, lead_id)
        REFERENCES leads (organization_id, id) ON DELETE CASCADE
    )`)
  await db.rawQuery(
    `CREATE INDEX lead_score_changes_author ON lead_score_changes (author_id)
     WHERE author_id IS NOT NULL`
  )
  await enableRls(db, 'lead_score_changes')
  await db.rawQuery('REVOKE UPDATE, DELETE ON lead_score_changes FROM crm_app')

  /* Whoever writes a lead has locked it, so the next number is nobody else's. */
  await db.rawQuery(`
    CREATE FUNCTION leads_scored() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO lead_score_changes
        (organization_id, lead_id, number, automatic, manual, reason, author_id)
      SELECT NEW.organization_id, NEW.id, coalesce(max(number), 0) + 1, NEW.score_automatic,
             NEW.score_manual, NEW.score_manual_reason,
             CASE WHEN NEW.score_manual IS NOT NULL THEN NEW.score_manual_by_id END
      FROM lead_score_changes
      WHERE organization_id = NEW.organization_id AND lead_id = NEW.id;
      RETURN NULL;
    END $$`)
  await db.rawQuery(`
    CREATE TRIGGER leads_score_given AFTER INSERT ON leads
    FOR EACH ROW EXECUTE FUNCTION leads_scored()`)
  await db.rawQuery(`
    CREATE TRIGGER leads_score_changed AFTER UPDATE OF score_automatic, score_manual ON leads
    FOR EACH ROW WHEN (OLD.score_automatic <> NEW.score_automatic
                       OR OLD.score_manual IS DISTINCT FROM NEW.score_manual)
    EXECUTE FUNCTION leads_scored()`)
}

/** What leads became: what has to be known to take it back, while nothing else has happened. */
async function rememberConversions(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE lead_conversions (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      lead_id uuid NOT NULL,
      qualification_status text NOT NULL,
      customer_id uuid NOT NULL,
      customer_is_new boolean NOT NULL,
      customer_version integer NOT NULL,
      customer_filled text[] NOT NULL,
      deal_id uuid,
      deal_version integer,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, lead_id),
      CONSTRAINT lead_conversions_lead_known FOREIGN KEY (organization_id, lead_id)
        REFERENCES leads (organization_id, id) ON DELETE CASCADE,
      CONSTRAINT lead_conversions_customer_known FOREIGN KEY (organization_id, customer_id)
        REFERENCES customers (organization_id, id) ON DELETE CASCADE,
      CONSTRAINT lead_conversions_deal_known FOREIGN KEY (organization_id, deal_id)
        REFERENCES deals (organization_id, id) ON DELETE SET NULL (deal_id)
    )`)
  await db.rawQuery(
    'CREATE INDEX lead_conversions_customer ON lead_conversions (organization_id, customer_id)'
  )
  await db.rawQuery(
    `CREATE INDEX lead_conversions_deal ON lead_conversions (organization_id, deal_id)
     WHERE deal_id IS NOT NULL`
  )
  await enableRls(db, 'lead_conversions')
}

/** Customers and deals say which lead they come from: their modules know none. */
async function referToLeads(db: QueryClientContract) {
  await db.rawQuery(`
    ALTER TABLE customers ADD CONSTRAINT customers_converted_from_lead_known
    FOREIGN KEY (organization_id, converted_from_lead_id)
    REFERENCES leads (organization_id, id) ON DELETE SET NULL (converted_from_lead_id)`)
  await db.rawQuery(`
    CREATE INDEX customers_converted_from_lead
    ON customers (organization_id, converted_from_lead_id)
    WHERE converted_from_lead_id IS NOT NULL`)
  await db.rawQuery(`
    ALTER TABLE deals ADD CONSTRAINT deals_lead_known FOREIGN KEY (organization_id, lead_id)
    REFERENCES leads (organization_id, id) ON DELETE SET NULL (lead_id)`)
}
