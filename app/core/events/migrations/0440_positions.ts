import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Where each event of the audit log stands among those of its organization, in the order in which
 * they were committed: epoch, transaction, id (ADR 0440). What was there before is of the epoch 0,
 * in the order of its ids. Nothing is rewritten: the defaults are constants, or none.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeEpochs(db)
      await db.rawQuery(`
        ALTER TABLE audit_events
          ADD COLUMN epoch integer NOT NULL DEFAULT 0,
          ADD COLUMN xid xid8 NOT NULL DEFAULT '0',
          ADD COLUMN record_version integer`)
      await db.rawQuery(`
        ALTER TABLE audit_events
          ALTER COLUMN epoch SET DEFAULT event_epoch(),
          ALTER COLUMN xid SET DEFAULT pg_current_xact_id()`)
      await db.rawQuery(`
        ALTER TABLE organizations
          ADD COLUMN event_keep_days smallint NOT NULL DEFAULT 30
          CHECK (event_keep_days BETWEEN 1 AND 90)`)
      await db.rawQuery(
        'DROP FUNCTION write_event(uuid, text, text, uuid, text, jsonb, jsonb, text, jsonb)'
      )
      await db.rawQuery(WRITE_EVENT)
      await replaceOfSystem(db, AUDIT_RECORD)
    })
  }

  override async down() {
    throw new Error('Without their positions, events cannot be read any more')
  }
}

/**
 * An epoch ends when the server is another one: its transactions are counted anew. Both are
 * constants, so that a write pays nothing for them, and are replaced where an epoch begins.
 */
async function makeEpochs(db: QueryClientContract) {
  await db.rawQuery(
    `CREATE FUNCTION event_epoch() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT 1'`
  )
  await db.rawQuery(
    `CREATE FUNCTION event_cluster() RETURNS text LANGUAGE sql STABLE AS 'SELECT NULL::text'`
  )
  await db.rawQuery(`
    CREATE FUNCTION begin_event_epoch(p_cluster text, p_anew boolean) RETURNS integer
    LANGUAGE plpgsql AS $$
    DECLARE
      epoch integer;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('event_epoch', 0));
      EXECUTE 'SELECT event_epoch()' INTO epoch;
      IF p_anew OR event_cluster() <> p_cluster THEN
        epoch := epoch + 1;
        EXECUTE format('CREATE OR REPLACE FUNCTION event_epoch() RETURNS integer
                        LANGUAGE sql STABLE PARALLEL SAFE AS %L', 'SELECT ' || epoch);
      END IF;
      IF event_cluster() IS DISTINCT FROM p_cluster THEN
        EXECUTE format('CREATE OR REPLACE FUNCTION event_cluster() RETURNS text
                        LANGUAGE sql STABLE AS %L', format('SELECT %L::text', p_cluster));
      END IF;
      RETURN epoch;
    END $$`)
  await db.rawQuery('REVOKE ALL ON FUNCTION begin_event_epoch(text, boolean) FROM PUBLIC')
}

/** As before, and with the version that the record has by then. */
const WRITE_EVENT = `
  CREATE FUNCTION write_event(
    p_organization uuid, p_action text, p_resource text, p_record uuid, p_label text,
    p_before jsonb, p_after jsonb, p_outcome text, p_details jsonb, p_version integer DEFAULT NULL)
  RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    moment CONSTANT timestamptz := clock_timestamp();
    micros CONSTANT bigint := extract(epoch FROM moment) * 1000000;
  BEGIN
    INSERT INTO audit_events (organization_id, id, actor_id, api_key_id, action, outcome, resource,
      record_id, record_label, before, after, details, request_id, created_at, impersonator_id,
      record_version)
    SELECT o.id, uuid_v7(micros), nullif(current_setting('app.actor_id', true), '')::uuid,
      nullif(current_setting('app.api_key_id', true), '')::uuid,
      p_action, p_outcome, p_resource, p_record, p_label, p_before, p_after, p_details,
      nullif(current_setting('app.request_id', true), ''), moment,
      nullif(current_setting('app.impersonator_id', true), '')::uuid, p_version
    FROM organizations o WHERE o.id = p_organization;
  END $$`

const AUDIT_RECORD = `
  CREATE OR REPLACE FUNCTION audit_record() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    resource CONSTANT text := TG_ARGV[0];
    omitted CONSTANT text[] := TG_ARGV[1];
    label_columns CONSTANT text[] := TG_ARGV[2];
    action text := current_setting('app.action', true);
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

/** Replaces a function that `createSecurityDefiner` made, under the triggers that call it. */
async function replaceOfSystem(db: QueryClientContract, definition: string) {
  await db.rawQuery('GRANT CREATE ON SCHEMA public TO crm_system')
  await db.rawQuery('SET LOCAL ROLE crm_system')
  await db.rawQuery(definition)
  await db.rawQuery('RESET ROLE')
  await db.rawQuery('REVOKE CREATE ON SCHEMA public FROM crm_system')
}
