import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  codeRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
  searchNewest,
  searchRecords,
  sumRecords,
} from '#database/helpers/v1'

/**
 * The ways in which an organization sells, each a row of stages; what it hopes to
 * sell, where it stands, and where it stood.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makePipelines(db)
      await keepKinds(db)
      await makeLostReasons(db)
      await makeDeals(db)
      await makeHistory(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE deal_stage_intervals')
      await db.rawQuery('DROP TABLE deals')
      await db.rawQuery('DROP TABLE lost_reasons')
      await db.rawQuery('DROP TABLE pipeline_stages')
      await db.rawQuery('DROP TABLE pipelines')
      await db.rawQuery('DROP FUNCTION deals_touched()')
      await dropSecurityDefiners(
        db,
        'deals_moved()',
        'search_deals(text, integer)',
        'search_deals(text)',
        'deals_counted()',
        'keep_stage_kinds()'
      )
    })
  }
}

/** What deals amount to is kept by these, as their resource names them (ADR 0090). */
const FACETS = ['status', 'priority', 'currency', 'pipeline_id', 'stage_id']
const SUMS = [
  '(r.value IS NOT NULL)::int',
  'coalesce(r.value, 0)',
  'r.expected_revenue',
  `CASE WHEN r.status = 'won'
     THEN greatest(r.actual_close_date - (r.created_at AT TIME ZONE 'UTC')::date, 0) ELSE 0 END`,
]

async function makePipelines(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE pipelines (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      code text NOT NULL CHECK (char_length(code) <= 50),
      name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
      description text CHECK (char_length(description) <= 10000),
      is_active boolean NOT NULL DEFAULT true,
      is_default boolean NOT NULL DEFAULT false,
      extensions jsonb NOT NULL DEFAULT '{}',
      created_by_id uuid REFERENCES users ON DELETE SET NULL,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      deleted_at timestamptz(3),
      PRIMARY KEY (organization_id, id),
      CONSTRAINT pipelines_code_unique UNIQUE (organization_id, code),
      CONSTRAINT pipelines_is_default_check
        CHECK (NOT is_default OR (is_active AND deleted_at IS NULL))
    )`)
  await db.rawQuery(
    'CREATE UNIQUE INDEX pipelines_default_unique ON pipelines (organization_id) WHERE is_default'
  )
  await db.rawQuery(
    `CREATE UNIQUE INDEX pipelines_name_unique ON pipelines (organization_id, lower(name))
     WHERE deleted_at IS NULL`
  )
  await db.rawQuery('CREATE INDEX pipelines_created_by ON pipelines (created_by_id)')
  await enableRls(db, 'pipelines')
  await codeRecords(db, 'pipelines', 'PIPE')
  await auditRecords(db, 'pipelines', { resource: 'pipelines', label: ['name'] })

  /* Deals refer to live_type, so that none stands in a stage that is deleted or of another kind. */
  await db.rawQuery(`
    CREATE TABLE pipeline_stages (
      organization_id uuid NOT NULL,
      id uuid NOT NULL,
      pipeline_id uuid NOT NULL,
      name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
      description text CHECK (char_length(description) <= 10000),
      type text NOT NULL DEFAULT 'open' CHECK (type IN ('open', 'won', 'lost')),
      position integer NOT NULL CHECK (position >= 1),
      probability numeric(5, 2) NOT NULL DEFAULT 0,
      is_active boolean NOT NULL DEFAULT true,
      rot_after_days integer CHECK (rot_after_days BETWEEN 1 AND 3650),
      auto_move_after_days integer CHECK (auto_move_after_days BETWEEN 0 AND 3650),
      extensions jsonb NOT NULL DEFAULT '{}',
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      deleted_at timestamptz(3),
      live_type text GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN type END) STORED,
      PRIMARY KEY (organization_id, id),
      CONSTRAINT pipeline_stages_place_unique UNIQUE (organization_id, pipeline_id, id),
      CONSTRAINT pipeline_stages_live_unique UNIQUE (organization_id, pipeline_id, id, live_type),
      CONSTRAINT pipeline_stages_position_unique
        EXCLUDE USING btree (organization_id WITH =, pipeline_id WITH =, position WITH =)
        WHERE (deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE,
      CONSTRAINT pipeline_stages_probability_check CHECK (
        probability BETWEEN 0 AND 100
        AND (type = 'open' OR probability = CASE type WHEN 'won' THEN 100 ELSE 0 END)
      ),
      CONSTRAINT pipeline_stages_pipeline_known FOREIGN KEY (organization_id, pipeline_id)
        REFERENCES pipelines (organization_id, id) ON DELETE CASCADE
    )`)
  await db.rawQuery(
    `CREATE UNIQUE INDEX pipeline_stages_name_unique
     ON pipeline_stages (organization_id, pipeline_id, lower(name)) WHERE deleted_at IS NULL`
  )
  await enableRls(db, 'pipeline_stages')
  await auditRecords(db, 'pipeline_stages', { resource: 'pipeline-stages', label: ['name'] })
}

/**
 * A pipeline always has a stage in use of each kind: whoever takes one away waits
 * for the pipeline's row, and then sees what the one before left.
 */
async function keepKinds(db: QueryClientContract) {
  await createSecurityDefiner(
    db,
    'keep_stage_kinds() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    DECLARE
      of_organization uuid;
      of_pipeline uuid;
    BEGIN
      IF TG_TABLE_NAME = 'pipelines' THEN
        of_organization := NEW.organization_id;
        of_pipeline := NEW.id;
      ELSE
        of_organization := OLD.organization_id;
        of_pipeline := OLD.pipeline_id;
      END IF;
      PERFORM 1 FROM pipelines p
      WHERE p.organization_id = of_organization AND p.id = of_pipeline AND p.deleted_at IS NULL
      FOR NO KEY UPDATE;
      IF NOT FOUND THEN RETURN NULL; END IF;
      IF (SELECT count(DISTINCT s.type) FROM pipeline_stages s
          WHERE s.organization_id = of_organization AND s.pipeline_id = of_pipeline
            AND s.deleted_at IS NULL AND s.is_active) < 3 THEN
        RAISE EXCEPTION 'a pipeline has an open, a won and a lost stage' USING
          ERRCODE = 'check_violation', CONSTRAINT = 'pipeline_stages_kinds';
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER pipeline_stages_kinds_changed
    AFTER UPDATE OF type, is_active, deleted_at, pipeline_id ON pipeline_stages
    FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND OLD.is_active)
    EXECUTE FUNCTION keep_stage_kinds()`)
  await db.rawQuery(`
    CREATE TRIGGER pipeline_stages_kinds_removed AFTER DELETE ON pipeline_stages
    FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND OLD.is_active)
    EXECUTE FUNCTION keep_stage_kinds()`)
  /* A new pipeline has no stage yet: its transaction makes them. */
  await db.rawQuery(`
    CREATE CONSTRAINT TRIGGER pipelines_kinds AFTER INSERT OR UPDATE OF deleted_at ON pipelines
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.deleted_at IS NULL)
    EXECUTE FUNCTION keep_stage_kinds()`)
}

async function makeLostReasons(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE lost_reasons (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
      is_active boolean NOT NULL DEFAULT true,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      deleted_at timestamptz(3),
      PRIMARY KEY (organization_id, id)
    )`)
  await db.rawQuery(
    `CREATE UNIQUE INDEX lost_reasons_name_unique ON lost_reasons (organization_id, lower(name))
     WHERE deleted_at IS NULL`
  )
  await enableRls(db, 'lost_reasons')
  await auditRecords(db, 'lost_reasons', { resource: 'lost-reasons', label: ['name'] })
}

async function makeDeals(db: QueryClientContract) {
  /*
   * deals_stage_known is what keeps a deal right: its stage belongs to its
   * pipeline, is not deleted, and is of the kind that the deal's status says.
   * Deleted deals keep their place, whatever becomes of it.
   */
  await db.rawQuery(`
    CREATE TABLE deals (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      code text NOT NULL CHECK (char_length(code) <= 50),
      title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 255),
      description text CHECK (char_length(description) <= 10000),
      customer_id uuid,
      lead_id uuid,
      pipeline_id uuid NOT NULL,
      stage_id uuid NOT NULL,
      status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'won', 'lost')),
      assigned_to_id uuid,
      value numeric(15, 2) CHECK (value >= 0),
      currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
      probability numeric(5, 2) NOT NULL DEFAULT 0,
      expected_revenue numeric(15, 2) NOT NULL
        GENERATED ALWAYS AS (round(coalesce(value, 0) * probability / 100, 2)) STORED,
      expected_close_date date,
      actual_close_date date,
      priority text NOT NULL DEFAULT 'medium'
        CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
      lost_reason text,
      lost_reason_id uuid,
      source text CHECK (char_length(source) <= 100),
      tags text[] NOT NULL DEFAULT '{}',
      notes text CHECK (char_length(notes) <= 10000),
      stage_entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      last_touch_at timestamptz(3) NOT NULL DEFAULT now(),
      extensions jsonb NOT NULL DEFAULT '{}',
      created_by_id uuid REFERENCES users ON DELETE SET NULL,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      deleted_at timestamptz(3),
      live_status text GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN status END) STORED,
      PRIMARY KEY (organization_id, id),
      CONSTRAINT deals_code_unique UNIQUE (organization_id, code),
      CONSTRAINT deals_probability_check CHECK (
        probability BETWEEN 0 AND 100
        AND (status = 'open' OR probability = CASE status WHEN 'won' THEN 100 ELSE 0 END)
      ),
      CONSTRAINT deals_actual_close_date_check
        CHECK ((status = 'open') = (actual_close_date IS NULL)),
      CONSTRAINT deals_lost_reason_check CHECK (
        (lost_reason IS NULL OR char_length(lost_reason) BETWEEN 1 AND 1000)
        AND (status = 'lost') = (lost_reason IS NOT NULL)
      ),
      CONSTRAINT deals_stage_known FOREIGN KEY (organization_id, pipeline_id, stage_id, live_status)
        REFERENCES pipeline_stages (organization_id, pipeline_id, id, live_type),
      CONSTRAINT deals_place_known FOREIGN KEY (organization_id, pipeline_id, stage_id)
        REFERENCES pipeline_stages (organization_id, pipeline_id, id),
      CONSTRAINT deals_customer_known FOREIGN KEY (organization_id, customer_id)
        REFERENCES customers (organization_id, id) ON DELETE SET NULL (customer_id),
      CONSTRAINT deals_assigned_to_known FOREIGN KEY (organization_id, assigned_to_id)
        REFERENCES employees (organization_id, id) ON DELETE SET NULL (assigned_to_id),
      CONSTRAINT deals_lost_reason_known FOREIGN KEY (organization_id, lost_reason_id)
        REFERENCES lost_reasons (organization_id, id) ON DELETE SET NULL (lost_reason_id)
    )`)

  const kept = 'WHERE deleted_at IS NULL'
  for (const [name, columns] of [
    ['list', `(organization_id, created_at DESC, id DESC) ${kept}`],
    ['facets', `(organization_id, status, priority, created_at DESC, id DESC) ${kept}`],
    ['value', `(organization_id, value DESC NULLS LAST, id DESC) ${kept}`],
    ['stage', `(organization_id, stage_id, created_at DESC, id DESC) ${kept}`],
    /* Sums by stage are read from this index alone. */
    [
      'board',
      `(organization_id, pipeline_id, stage_id, live_status)
       INCLUDE (status, currency, value, expected_revenue, priority, actual_close_date, created_at,
                deleted_at)`,
    ],
    [
      'expected',
      `(organization_id, expected_close_date, id)
       INCLUDE (currency, value, expected_revenue) WHERE deleted_at IS NULL AND status = 'open'`,
    ],
    [
      'touched',
      `(organization_id, last_touch_at, id) WHERE deleted_at IS NULL AND status = 'open'`,
    ],
    [
      'resting',
      `(organization_id, stage_id, last_touch_at, id) WHERE deleted_at IS NULL AND status = 'open'`,
    ],
    /* What was won from when until when is read from this index alone. */
    [
      'won',
      `(organization_id, actual_close_date)
       INCLUDE (currency, value, expected_revenue) WHERE deleted_at IS NULL AND status = 'won'`,
    ],
    ['deleted', '(organization_id, created_at DESC, id DESC) WHERE deleted_at IS NOT NULL'],
    ['assigned', '(organization_id, assigned_to_id, created_at DESC, id DESC)'],
    ['customer', '(organization_id, customer_id, created_at DESC, id DESC)'],
    ['lead', '(organization_id, lead_id) WHERE lead_id IS NOT NULL'],
    ['lost_reason', '(organization_id, lost_reason_id) WHERE lost_reason_id IS NOT NULL'],
    ['created_by', '(created_by_id)'],
  ]) {
    await db.rawQuery(`CREATE INDEX deals_${name} ON deals ${columns}`)
  }
  /*
   * Tells the planner that deals fall into few groups, however many values their facets have: it
   * sums them by hashing, not by sorting 200,000 of them first.
   */
  await db.rawQuery(`
    CREATE STATISTICS deals_groups (ndistinct)
    ON status, priority, currency, pipeline_id, stage_id FROM deals`)
  await enableRls(db, 'deals')
  await codeRecords(db, 'deals', 'DEAL')
  await sumRecords(db, 'deals', { facets: FACETS, sums: SUMS })
  await searchRecords(db, 'deals', ['title'], {
    also: `
      SELECT deal.id FROM deals deal
      JOIN customers customer ON customer.organization_id = deal.organization_id
                             AND customer.id = deal.customer_id
      WHERE deal.organization_id = app_organization() AND deal.deleted_at IS NULL
        AND customer.deleted_at IS NULL AND customer.search_text LIKE pattern
        AND lower(customer.name) LIKE pattern`,
  })

  await searchNewest(db, 'deals', {
    meets: `record.search_text LIKE pattern OR EXISTS (
      SELECT FROM customers customer
      WHERE customer.organization_id = record.organization_id
        AND customer.id = record.customer_id AND customer.deleted_at IS NULL
        AND lower(customer.name) LIKE pattern)`,
    also: `
      SELECT deal.id, deal.created_at FROM deals deal
      JOIN customers customer ON customer.organization_id = deal.organization_id
                             AND customer.id = deal.customer_id
      WHERE deal.organization_id = app_organization() AND deal.deleted_at IS NULL
        AND customer.deleted_at IS NULL AND customer.search_text LIKE pattern
        AND lower(customer.name) LIKE pattern`,
  })

  await auditRecords(db, 'deals', {
    resource: 'deals',
    label: ['title'],
    omit: ['stage_entered_at', 'last_touch_at'],
  })

  /* What somebody does to a deal keeps it fresh; that it is assigned or tagged does not. */
  await db.rawQuery(`
    CREATE FUNCTION deals_touched() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.stage_id <> OLD.stage_id THEN
        NEW.stage_entered_at := greatest(clock_timestamp(), OLD.stage_entered_at + interval '1 microsecond');
      END IF;
      NEW.last_touch_at := clock_timestamp();
      RETURN NEW;
    END $$`)
  await db.rawQuery(`
    CREATE TRIGGER deals_touched
    BEFORE UPDATE OF stage_id, value, expected_close_date, description, notes ON deals
    FOR EACH ROW WHEN (
      (OLD.stage_id, OLD.value, OLD.expected_close_date, OLD.description, OLD.notes)
      IS DISTINCT FROM
      (NEW.stage_id, NEW.value, NEW.expected_close_date, NEW.description, NEW.notes))
    EXECUTE FUNCTION deals_touched()`)
}

/**
 * Where each deal stood from when until when: exactly one interval of it is
 * open, and each begins where the one before it ended. Written by the database
 * whoever moves a deal, and by nobody else.
 */
async function makeHistory(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE deal_stage_intervals (
      organization_id uuid NOT NULL,
      deal_id uuid NOT NULL,
      entered_at timestamptz NOT NULL,
      left_at timestamptz CHECK (left_at > entered_at),
      pipeline_id uuid NOT NULL,
      stage_id uuid NOT NULL,
      status text NOT NULL,
      entered_by_id uuid REFERENCES users ON DELETE SET NULL,
      value numeric(15, 2),
      currency text NOT NULL,
      probability numeric(5, 2) NOT NULL,
      lost_reason text,
      PRIMARY KEY (organization_id, deal_id, entered_at),
      CONSTRAINT deal_stage_intervals_deal_known FOREIGN KEY (organization_id, deal_id)
        REFERENCES deals (organization_id, id) ON DELETE CASCADE,
      CONSTRAINT deal_stage_intervals_place_known FOREIGN KEY (organization_id, pipeline_id, stage_id)
        REFERENCES pipeline_stages (organization_id, pipeline_id, id)
    )`)
  await db.rawQuery(
    `CREATE UNIQUE INDEX deal_stage_intervals_open_unique
     ON deal_stage_intervals (organization_id, deal_id) WHERE left_at IS NULL`
  )
  await db.rawQuery(
    `CREATE INDEX deal_stage_intervals_stage
     ON deal_stage_intervals (organization_id, pipeline_id, stage_id)`
  )
  await db.rawQuery(
    'CREATE INDEX deal_stage_intervals_entered_by ON deal_stage_intervals (entered_by_id)'
  )
  await enableRls(db, 'deal_stage_intervals')
  await db.rawQuery('REVOKE INSERT, UPDATE, DELETE ON deal_stage_intervals FROM crm_app')

  await createSecurityDefiner(
    db,
    'deals_moved() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        UPDATE deal_stage_intervals
        SET left_at = NEW.stage_entered_at, value = OLD.value, currency = OLD.currency,
            probability = OLD.probability, lost_reason = OLD.lost_reason
        WHERE organization_id = NEW.organization_id AND deal_id = NEW.id AND left_at IS NULL;
      END IF;
      INSERT INTO deal_stage_intervals (organization_id, deal_id, entered_at, pipeline_id, stage_id,
                                        status, entered_by_id, value, currency, probability, lost_reason)
      VALUES (NEW.organization_id, NEW.id, NEW.stage_entered_at, NEW.pipeline_id, NEW.stage_id,
              NEW.status, nullif(current_setting('app.actor_id', true), '')::uuid,
              NEW.value, NEW.currency, NEW.probability, NEW.lost_reason);
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(
    'CREATE TRIGGER deals_placed AFTER INSERT ON deals FOR EACH ROW EXECUTE FUNCTION deals_moved()'
  )
  await db.rawQuery(`
    CREATE TRIGGER deals_moved AFTER UPDATE OF stage_id ON deals
    FOR EACH ROW WHEN (OLD.stage_id <> NEW.stage_id) EXECUTE FUNCTION deals_moved()`)
}
