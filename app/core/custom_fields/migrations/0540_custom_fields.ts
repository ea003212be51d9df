import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
} from '#database/helpers/v4'

/**
 * The fields that organizations define for themselves, and the index over their values (ADR 0540).
 * The values are in the column `extensions` of the records, under `custom`. Triggers on the tables of
 * records, which are made after migrations have run, keep the index.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeFields(db)
      await makeValues(db)
      await makeFunctions(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery(`
        DO $$ DECLARE made record; BEGIN
          FOR made IN SELECT tgname, tgrelid::regclass AS of FROM pg_trigger
                      WHERE tgfoid = to_regproc('keep_custom_field_values') LOOP
            EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.of);
          END LOOP;
        END $$`)
      await dropSecurityDefiners(
        db,
        'keep_custom_field_values()',
        'fill_custom_field(uuid, text)',
        'clear_custom_field(uuid)',
        'search_custom_fields(text, text)'
      )
      await db.rawQuery('DROP FUNCTION custom_field_entry(text, jsonb)')
      await db.rawQuery('DROP FUNCTION ensure_few_records(text, text)')
      await db.rawQuery('DROP TABLE custom_field_values')
      await db.rawQuery('DROP TABLE custom_fields')
    })
  }
}

/** Every change gives the organization a new `plugins_version`, as its choices of plugins do. */
async function makeFields(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE custom_fields (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      resource text COLLATE "C" NOT NULL CHECK (char_length(resource) <= 100),
      key text COLLATE "C" NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,62}$'),
      title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 100),
      type text COLLATE "C" NOT NULL CHECK (type IN ('text', 'long_text', 'integer', 'decimal', 'money',
        'boolean', 'date', 'timestamp', 'choice', 'choices', 'email', 'phone', 'url', 'user', 'reference')),
      help text CHECK (char_length(help) <= 1000),
      group_title text CHECK (char_length(group_title) <= 100),
      position integer NOT NULL DEFAULT 0 CHECK (position BETWEEN 0 AND 1000000),
      is_required boolean NOT NULL DEFAULT false,
      default_value jsonb,
      options jsonb,
      is_unique boolean NOT NULL DEFAULT false,
      is_indexed boolean NOT NULL DEFAULT false,
      is_searchable boolean NOT NULL DEFAULT false,
      is_sensitive boolean NOT NULL DEFAULT false,
      minimum numeric,
      maximum numeric,
      length integer CHECK (length BETWEEN 1 AND 10000),
      pattern text CHECK (char_length(pattern) <= 200),
      scale integer CHECK (scale BETWEEN 1 AND 6),
      refers_to text COLLATE "C" CHECK (char_length(refers_to) <= 100),
      read_permission text COLLATE "C" CHECK (char_length(read_permission) <= 200),
      write_permission text COLLATE "C" CHECK (char_length(write_permission) <= 200),
      purged_at timestamptz(3),
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      deleted_at timestamptz(3),
      PRIMARY KEY (organization_id, id),
      CONSTRAINT custom_fields_key_unique UNIQUE (organization_id, resource, key)
    )`)
  await enableRls(db, 'custom_fields')
  await auditRecords(db, 'custom_fields', { resource: 'custom-fields', label: ['title'] })
  await db.rawQuery(`
    CREATE TRIGGER custom_fields_changed AFTER INSERT OR UPDATE OR DELETE ON custom_fields
    FOR EACH ROW EXECUTE FUNCTION organization_plugins_changed()`)
}

/** Written by triggers alone; no foreign key, whose lock on a field every write of a record would take. */
async function makeValues(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE custom_field_values (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      field_id uuid NOT NULL,
      record_id uuid NOT NULL,
      value_text text COLLATE "C",
      value_number double precision,
      value_time timestamptz(3),
      unique_key text COLLATE "C",
      search_text text,
      PRIMARY KEY (organization_id, field_id, record_id)
    )`)
  await db.rawQuery(`
    CREATE UNIQUE INDEX custom_field_values_unique
    ON custom_field_values (organization_id, field_id, unique_key) WHERE unique_key IS NOT NULL`)
  await db.rawQuery(
    'CREATE INDEX custom_field_values_record ON custom_field_values (organization_id, record_id)'
  )
  for (const column of ['value_text', 'value_number', 'value_time']) {
    await db.rawQuery(`
      CREATE INDEX custom_field_values_${column} ON custom_field_values
      (organization_id, field_id, ${column}, record_id) WHERE ${column} IS NOT NULL`)
  }
  await db.rawQuery(`
    CREATE INDEX custom_field_values_search ON custom_field_values
    USING gin (organization_id, search_text gin_trgm_ops) WHERE search_text IS NOT NULL`)
  await enableRls(db, 'custom_field_values')
  await db.rawQuery('REVOKE INSERT, UPDATE, DELETE ON custom_field_values FROM crm_app')
}

async function makeFunctions(db: QueryClientContract) {
  await db.rawQuery(ENTRY)
  await createSecurityDefiner(db, 'keep_custom_field_values() RETURNS trigger', KEEP, [
    'SESSION_USER',
  ])
  await createSecurityDefiner(
    db,
    'fill_custom_field(of_field uuid, of_table text) RETURNS bigint',
    FILL,
    ['crm_app']
  )
  await createSecurityDefiner(db, 'clear_custom_field(of_field uuid) RETURNS bigint', CLEAR, [
    'crm_app',
  ])
  await createSecurityDefiner(
    db,
    'search_custom_fields(term text, of_resource text) RETURNS TABLE (id uuid, rank integer)',
    SEARCH,
    ['crm_app']
  )
  await db.rawQuery(FEW)
}

/**
 * A value as its index holds it. What is compared by it narrows what is found, and the value of the
 * record decides: a text may be cut off here, a number rounded.
 */
const ENTRY = `
  CREATE FUNCTION custom_field_entry(kind text, value jsonb, OUT value_text text,
    OUT value_number double precision, OUT value_time timestamptz, OUT unique_key text)
  LANGUAGE sql STABLE AS $$
    SELECT CASE kind WHEN 'email' THEN left(name_key(value #>> '{}'), 200)
             ELSE CASE WHEN kind IN ('text', 'long_text', 'choice', 'phone', 'url', 'user', 'reference')
               THEN left(value #>> '{}', 200) END END,
           CASE WHEN kind IN ('integer', 'decimal') THEN (value #>> '{}')::double precision
                WHEN kind = 'money' THEN (value ->> 'amount')::double precision END,
           CASE kind WHEN 'timestamp' THEN (value #>> '{}')::timestamptz
                     WHEN 'date' THEN (value #>> '{}')::date::timestamp AT TIME ZONE 'UTC' END,
           CASE kind WHEN 'phone' THEN regexp_replace(value #>> '{}', '[^0-9+]', '', 'g')
                     ELSE name_key(value #>> '{}') END
  $$`

/**
 * Keeps the index of a record in the statement that writes it. Its arguments: the resource, and
 * "deleted_at" where records of it are hidden by that. A field whose index is about to be filled waits
 * for the transactions that write records, and they for it.
 */
const KEEP = `LANGUAGE plpgsql AS $$
  DECLARE
    given jsonb;
    was jsonb;
    taken record;
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('custom-field-values/'
      || CASE WHEN TG_OP = 'DELETE' THEN OLD.organization_id ELSE NEW.organization_id END::text, 0));
    IF TG_OP = 'DELETE' THEN
      DELETE FROM custom_field_values v
      WHERE v.organization_id = OLD.organization_id AND v.record_id = OLD.id;
      RETURN NULL;
    END IF;
    IF octet_length((NEW.extensions -> 'custom')::text) > 65536 THEN
      RAISE EXCEPTION USING ERRCODE = 'CF002', MESSAGE = 'too much in custom fields';
    END IF;
    given := coalesce(NEW.extensions -> 'custom', '{}');
    IF TG_OP = 'UPDATE' THEN was := coalesce(OLD.extensions -> 'custom', '{}'); END IF;
    IF TG_ARGV[1] = 'deleted_at' THEN
      IF NEW.deleted_at IS NOT NULL THEN given := '{}'; END IF;
    END IF;
    IF TG_OP = 'UPDATE' THEN
      DELETE FROM custom_field_values v USING custom_fields f
      WHERE v.organization_id = NEW.organization_id AND v.record_id = NEW.id
        AND f.organization_id = v.organization_id AND f.id = v.field_id
        AND (was -> f.key) IS DISTINCT FROM (given -> f.key);
    END IF;
    INSERT INTO custom_field_values
      (organization_id, field_id, record_id, value_text, value_number, value_time, unique_key, search_text)
    SELECT f.organization_id, f.id, NEW.id, entry.value_text, entry.value_number, entry.value_time,
           CASE WHEN f.is_unique THEN entry.unique_key END,
           CASE WHEN f.is_searchable THEN fold_text(given ->> f.key) END
    FROM custom_fields f CROSS JOIN LATERAL custom_field_entry(f.type, given -> f.key) entry
    WHERE f.organization_id = NEW.organization_id AND f.resource = TG_ARGV[0] AND f.purged_at IS NULL
      AND (f.is_unique OR f.is_indexed OR f.is_searchable) AND jsonb_exists(given, f.key)
    ORDER BY f.id
    ON CONFLICT DO NOTHING;
    /* A value that another record has was not written, nor was one that the record has already. */
    SELECT f.key INTO taken
    FROM custom_fields f
    WHERE f.organization_id = NEW.organization_id AND f.resource = TG_ARGV[0] AND f.purged_at IS NULL
      AND f.is_unique AND jsonb_exists(given, f.key)
      AND NOT EXISTS (SELECT FROM custom_field_values v
        WHERE v.organization_id = f.organization_id AND v.field_id = f.id AND v.record_id = NEW.id)
    ORDER BY f.position, f.key LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION USING ERRCODE = 'unique_violation', MESSAGE = 'a custom field is unique',
        CONSTRAINT = 'custom_field_values_unique', TABLE = 'custom_field_values', COLUMN = taken.key;
    END IF;
    RETURN NULL;
  END $$`

/** Fills the index of a field from the records that there are. @returns how many entries it has made */
const FILL = `LANGUAGE plpgsql AS $$
  DECLARE
    field custom_fields;
    hidden text;
    made bigint;
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = of_table::regclass
                   AND tgfoid = to_regproc('keep_custom_field_values')) THEN
      RAISE EXCEPTION '% has no fields of an organization', of_table;
    END IF;
    PERFORM pg_advisory_xact_lock(
      hashtextextended('custom-field-values/' || app_organization()::text, 0));
    SELECT * INTO field FROM custom_fields
    WHERE organization_id = app_organization() AND id = of_field;
    SELECT CASE WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = of_table::regclass
      AND attname = 'deleted_at' AND NOT attisdropped) THEN 'AND r.deleted_at IS NULL' ELSE '' END INTO hidden;
    DELETE FROM custom_field_values
    WHERE organization_id = app_organization() AND field_id = of_field AND unique_key IS NULL;
    EXECUTE format('
      INSERT INTO custom_field_values
        (organization_id, field_id, record_id, value_text, value_number, value_time, unique_key, search_text)
      SELECT $1, $2, r.id, entry.value_text, entry.value_number, entry.value_time,
             CASE WHEN $3 THEN entry.unique_key END,
             CASE WHEN $4 THEN fold_text(r.extensions #>> ARRAY[''custom'', $5]) END
      FROM %I r CROSS JOIN LATERAL custom_field_entry($6, r.extensions #> ARRAY[''custom'', $5]) entry
      WHERE r.organization_id = $1 AND r.extensions #> ARRAY[''custom'', $5] IS NOT NULL %s
      ON CONFLICT (organization_id, field_id, record_id) DO UPDATE SET search_text = EXCLUDED.search_text',
      of_table, hidden)
    USING app_organization(), of_field, field.is_unique, field.is_searchable, field.key, field.type;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
  END $$`

const CLEAR = `LANGUAGE plpgsql AS $$
  DECLARE gone bigint;
  BEGIN
    DELETE FROM custom_field_values
    WHERE organization_id = app_organization() AND field_id = of_field;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
  END $$`

/** Of crm_system, since LIKE is not leakproof; who asks joins the answer with records that they may see. */
const SEARCH = `LANGUAGE plpgsql STABLE ROWS 100 SET plan_cache_mode = force_custom_plan AS $$
  DECLARE
    folded text := fold_text(btrim(term));
    words text[] := search_words(term);
    first text := words[1];
  BEGIN
    RETURN QUERY SELECT v.record_id, min(search_rank(v.search_text, folded))
    FROM custom_field_values v
    JOIN custom_fields f ON f.organization_id = v.organization_id AND f.id = v.field_id
      AND f.resource = of_resource AND f.is_searchable AND f.deleted_at IS NULL
    WHERE v.organization_id = app_organization() AND v.search_text LIKE first
      AND v.search_text LIKE ALL (words)
    GROUP BY v.record_id;
  END $$`

/** Of what filters and orders without an index there are few enough records, or it is refused. */
const FEW = `
  CREATE FUNCTION ensure_few_records(of_table text, asked text) RETURNS boolean
  LANGUAGE plpgsql STABLE AS $$
  DECLARE many bigint;
  BEGIN
    SELECT sum(total) INTO many FROM record_counters
    WHERE organization_id = app_organization() AND resource = of_table;
    IF many IS NULL THEN
      EXECUTE format('SELECT count(*) FROM (SELECT FROM %I WHERE organization_id = $1 LIMIT 20001) some', of_table)
      INTO many USING app_organization();
    END IF;
    IF many > 20000 THEN
      RAISE EXCEPTION USING ERRCODE = 'CF001', MESSAGE = 'not indexed', COLUMN = asked;
    END IF;
    RETURN true;
  END $$`
