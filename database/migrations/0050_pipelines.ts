import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords } from '#core/audit/audited'
import { codeRecords } from '#core/resources/query/counted'
import { enableRls, createSecurityDefiner } from '#core/database/rls'

/** The ways in which an organization sells, each a row of stages. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
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
      await keepKinds(db)
      await giveDefaults(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE pipeline_stages')
      await db.rawQuery('DROP TABLE pipelines')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION keep_stage_kinds()')
      await db.rawQuery('RESET ROLE')
    })
  }
}

/**
 * A pipeline always has a stage in use of each kind: whoever takes one away waits
 * for the pipeline's row, and then sees what the one before him left.
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

/** Organizations that were founded before there were pipelines. */
async function giveDefaults(db: QueryClientContract) {
  await db.rawQuery('SET LOCAL ROLE crm_system')
  await db.rawQuery(`
    INSERT INTO pipelines (organization_id, id, name, is_default)
    SELECT id, gen_random_uuid(), 'Sales Pipeline', true FROM organizations`)
  await db.rawQuery(`
    INSERT INTO pipeline_stages (organization_id, id, pipeline_id, name, type, position, probability)
    SELECT p.organization_id, gen_random_uuid(), p.id, stage.name, stage.type, stage.position, stage.probability
    FROM pipelines p, (VALUES
      ('Prospecting', 'open', 1, 10), ('Qualification', 'open', 2, 25), ('Proposal', 'open', 3, 50),
      ('Negotiation', 'open', 4, 75), ('Closed Won', 'won', 5, 100), ('Closed Lost', 'lost', 6, 0)
    ) stage (name, type, position, probability)`)
  await db.rawQuery('SET CONSTRAINTS ALL IMMEDIATE')
  await db.rawQuery('RESET ROLE')
}
