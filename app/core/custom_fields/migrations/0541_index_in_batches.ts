import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, createSecurityDefiner, dropSecurityDefiners } from '#database/helpers/v4'

/**
 * The index of a field is filled, and its values are deleted, in batches, while records are written
 * (ADR 0541). What is being deleted so is one event of the audit log, and not one of each record.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE custom_fields
          ADD COLUMN index_state text COLLATE "C" CHECK (index_state IN ('filling', 'ready')),
          ADD COLUMN index_run uuid,
          ADD COLUMN purge_requested_at timestamptz(3)`)
      await db.rawQuery(ENTRY)
      await asSystem(db, KEEP, AUDIT_RECORD, AMOUNTS, READY)
      await db.rawQuery(`
        ALTER TABLE custom_fields
          ADD CONSTRAINT custom_fields_index_kept
            CHECK ((index_state IS NOT NULL) = (is_unique OR is_indexed OR is_searchable)),
          ADD CONSTRAINT custom_fields_index_filling
            CHECK ((index_run IS NOT NULL) = (index_state IS NOT DISTINCT FROM 'filling'))`)
      await auditRecords(db, 'custom_fields', {
        resource: 'custom-fields',
        label: ['title'],
        omit: ['index_run'],
      })
      await dropSecurityDefiners(db, 'fill_custom_field(uuid, text)')
      await createSecurityDefiner(
        db,
        `fill_custom_field(of_field uuid, of_table text, after uuid, most integer)
         RETURNS TABLE (seen integer, last uuid)`,
        FILL,
        ['crm_app']
      )
      await db.rawQuery('DROP FUNCTION ensure_few_records(text, text)')
      await db.rawQuery(FEW)
    })
  }

  override async down() {
    throw new Error('Fields whose index is being filled have no other state to go back to')
  }
}

/** As before, and with the currency of an amount, by which it is found, too. */
const ENTRY = `
  CREATE OR REPLACE FUNCTION custom_field_entry(kind text, value jsonb, OUT value_text text,
    OUT value_number double precision, OUT value_time timestamptz, OUT unique_key text)
  LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN kind = 'email' THEN left(name_key(value #>> '{}'), 200)
                WHEN kind = 'money' THEN value ->> 'currency'
                WHEN kind IN ('text', 'long_text', 'choice', 'phone', 'url', 'user', 'reference')
                  THEN left(value #>> '{}', 200) END,
           CASE WHEN kind IN ('integer', 'decimal') THEN (value #>> '{}')::double precision
                WHEN kind = 'money' THEN (value ->> 'amount')::double precision END,
           CASE kind WHEN 'timestamp' THEN (value #>> '{}')::timestamptz
                     WHEN 'date' THEN (value #>> '{}')::date::timestamp AT TIME ZONE 'UTC' END,
           CASE kind WHEN 'phone' THEN regexp_replace(value #>> '{}', '[^0-9+]', '', 'g')
                     ELSE name_key(value #>> '{}') END
  $$`

/* Their entries say no currency yet: who indexes them again has them filled. */
const AMOUNTS = `UPDATE custom_fields SET is_indexed = false WHERE type = 'money' AND is_indexed`

const READY = `
  UPDATE custom_fields SET index_state = 'ready' WHERE is_unique OR is_indexed OR is_searchable`

/**
 * As before, but for the lock: who fills an index waits until the transactions have ended that may not
 * know of it, and records are written meanwhile. A value that another record has is refused with the id
 * of that record, and by name only where everyone may know of the field.
 */
const KEEP = `
  CREATE OR REPLACE FUNCTION keep_custom_field_values() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    given jsonb;
    was jsonb;
    taken record;
  BEGIN
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
    SELECT f.id, CASE WHEN f.deleted_at IS NULL AND f.read_permission IS NULL THEN f.key END AS key,
      (SELECT v.record_id FROM custom_field_values v
       WHERE v.organization_id = f.organization_id AND v.field_id = f.id
         AND v.unique_key = (custom_field_entry(f.type, given -> f.key)).unique_key) AS holder
    INTO taken
    FROM custom_fields f
    WHERE f.organization_id = NEW.organization_id AND f.resource = TG_ARGV[0] AND f.purged_at IS NULL
      AND f.is_unique AND jsonb_exists(given, f.key)
      AND NOT EXISTS (SELECT FROM custom_field_values v
        WHERE v.organization_id = f.organization_id AND v.field_id = f.id AND v.record_id = NEW.id)
    ORDER BY f.position, f.key LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION USING ERRCODE = 'unique_violation', MESSAGE = 'a custom field is unique',
        CONSTRAINT = 'custom_field_values_unique', TABLE = 'custom_field_values',
        COLUMN = coalesce(taken.key, ''), HINT = taken.id::text,
        DETAIL = coalesce(taken.holder::text, '');
    END IF;
    RETURN NULL;
  END $$`

/**
 * Makes the entries of the next records, in the order of their ids. A record with a value is locked, so
 * that the value is the one that it has when the entry is there.
 *
 * @returns how many records it has looked at, and the id of the last one
 */
const FILL = `LANGUAGE plpgsql AS $$
  DECLARE
    field custom_fields;
    hidden text;
    batch uuid[];
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = of_table::regclass
                   AND tgfoid = to_regproc('keep_custom_field_values')) THEN
      RAISE EXCEPTION '% has no fields of an organization', of_table;
    END IF;
    SELECT * INTO field FROM custom_fields
    WHERE organization_id = app_organization() AND id = of_field;
    SELECT CASE WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = of_table::regclass
      AND attname = 'deleted_at' AND NOT attisdropped) THEN 'AND r.deleted_at IS NULL' ELSE '' END INTO hidden;
    EXECUTE format('
      SELECT array_agg(next.id) FROM (
        SELECT r.id FROM %I r WHERE r.organization_id = $1 AND r.id > $2 ORDER BY r.id LIMIT $3) next',
      of_table)
    INTO batch USING app_organization(), after, most;
    EXECUTE format('
      INSERT INTO custom_field_values
        (organization_id, field_id, record_id, value_text, value_number, value_time, unique_key, search_text)
      SELECT $1, $2, r.id, entry.value_text, entry.value_number, entry.value_time,
             CASE WHEN $3 THEN entry.unique_key END,
             CASE WHEN $4 THEN fold_text(r.value #>> ''{}'') END
      FROM (
        SELECT r.id, r.extensions #> ARRAY[''custom'', $5] AS value FROM %I r
        WHERE r.organization_id = $1 AND r.id = ANY($7)
          AND r.extensions #> ARRAY[''custom'', $5] IS NOT NULL %s
        ORDER BY r.id FOR SHARE) r
      CROSS JOIN LATERAL custom_field_entry($6, r.value) entry
      ON CONFLICT (organization_id, field_id, record_id)
      DO UPDATE SET search_text = EXCLUDED.search_text
      WHERE custom_field_values.search_text IS DISTINCT FROM EXCLUDED.search_text',
      of_table, hidden)
    USING app_organization(), of_field, field.is_unique, field.is_searchable, field.key, field.type, batch;
    seen := coalesce(cardinality(batch), 0);
    last := batch[seen];
    RETURN NEXT;
  END $$`

/** As before, and with what is to be done about it. */
const FEW = `
  CREATE FUNCTION ensure_few_records(of_table text, asked text, why text) RETURNS boolean
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
      RAISE EXCEPTION USING ERRCODE = 'CF001', MESSAGE = 'not indexed', COLUMN = asked, HINT = why;
    END IF;
    RETURN true;
  END $$`

/**
 * As in 0440, but that a value which is deleted with those of all records is no event of the record.
 * Whose values go is said by "app.purged_field"; that they may go, by the field itself, whose request
 * is in the log.
 */
const AUDIT_RECORD = `
  CREATE OR REPLACE FUNCTION audit_record() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    resource CONSTANT text := TG_ARGV[0];
    omitted CONSTANT text[] := TG_ARGV[1];
    label_columns CONSTANT text[] := TG_ARGV[2];
    action text := current_setting('app.action', true);
    purged CONSTANT text := current_setting('app.purged_field', true);
    old_row jsonb;
    new_row jsonb;
    subject jsonb;
    before jsonb;
    after jsonb;
    label text;
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      old_row := to_jsonb(OLD);
      new_row := to_jsonb(NEW);
      SELECT jsonb_object_agg(key, old_row -> key), jsonb_object_agg(key, value)
      INTO before, after
      FROM jsonb_each(new_row - omitted) WHERE value IS DISTINCT FROM old_row -> key;
      IF after IS NULL THEN RETURN NULL; END IF;
      IF purged <> '' AND after - 'extensions' = '{}' AND EXISTS (
        SELECT FROM custom_fields f
        WHERE f.organization_id = (new_row ->> TG_ARGV[3])::uuid AND f.id = purged::uuid
          AND f.purge_requested_at IS NOT NULL
          AND old_row -> 'extensions' #- ARRAY['custom', f.key] = new_row -> 'extensions')
      THEN RETURN NULL; END IF;
    ELSIF TG_OP = 'INSERT' THEN
      new_row := to_jsonb(NEW);
      after := jsonb_strip_nulls(new_row - omitted);
    ELSE
      old_row := to_jsonb(OLD);
      before := jsonb_strip_nulls(old_row - omitted);
    END IF;

    subject := coalesce(new_row, old_row);
    IF cardinality(label_columns) > 0 THEN
      label := concat_ws(' ', subject ->> label_columns[1], subject ->> label_columns[2]);
    ELSE
      SELECT coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username, u.email)
      INTO label FROM users u WHERE u.id = (subject ->> 'user_id')::uuid;
    END IF;
    IF split_part(action, ':', 1) IS DISTINCT FROM resource THEN
      action := resource || ':' || CASE
        WHEN TG_OP = 'INSERT' THEN 'create'
        WHEN TG_OP = 'DELETE' OR before -> 'deleted_at' = 'null' THEN 'delete'
        WHEN after -> 'deleted_at' = 'null' THEN 'restore'
        ELSE 'update' END;
    END IF;
    PERFORM write_event((subject ->> TG_ARGV[3])::uuid, action, resource,
      (subject ->> 'id')::uuid, label, before, after, 'done', NULL, (subject ->> 'version')::integer);
    RETURN NULL;
  END $$`

/** Does what only the owner of the functions and the policies of the tables let pass. */
async function asSystem(db: QueryClientContract, ...statements: readonly string[]) {
  await db.rawQuery('GRANT CREATE ON SCHEMA public TO crm_system')
  await db.rawQuery('SET LOCAL ROLE crm_system')
  for (const statement of statements) await db.rawQuery(statement)
  await db.rawQuery('RESET ROLE')
  await db.rawQuery('REVOKE CREATE ON SCHEMA public FROM crm_system')
}
