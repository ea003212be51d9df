import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRlsWith,
} from '#database/helpers/v1'

/**
 * Who did what, when: to the records of an organization (`audit_events`) and to
 * an account, which belongs to none (`account_events`). Both only grow: requests
 * and the system may add to them and read them, nothing else (ADR 0013).
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeAuditEvents(db)
      await makeAccountEvents(db)
      await makeWriters(db)
      await makeReaders(db)
      await letForget(db)
      await logSessions(db)
      await auditRecords(db, 'organizations', {
        resource: 'organizations',
        label: ['name'],
        omit: ['plugins_version'],
        key: 'id',
      })
      await auditRecords(db, 'user_organizations', { resource: 'members' })
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const table of ['user_organizations', 'organizations']) {
        await db.rawQuery(`DROP TRIGGER ${table}_audit ON ${table}`)
      }
      await db.rawQuery('DROP TABLE account_events')
      await db.rawQuery('DROP TABLE audit_events')
      await db.rawQuery('DROP FUNCTION forget_events(uuid, timestamptz, int)')
      await dropSecurityDefiners(
        db,
        'log_session()',
        'note_forgotten(jsonb)',
        'record_event(text, text, uuid, text, jsonb)',
        'former_actor(uuid)',
        'audit_record()'
      )
      await db.rawQuery(
        'DROP FUNCTION write_event(uuid, text, text, uuid, text, jsonb, jsonb, text, jsonb)'
      )
      await db.rawQuery('DROP FUNCTION uuid_v7(bigint)')
    })
  }
}

/** What is younger, nobody forgets, whatever a setting says. */
const KEPT = `interval '30 days'`

/** An actor or a key that goes leaves its id: what was done stays done by it. */
async function makeAuditEvents(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE audit_events (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      actor_id uuid,
      api_key_id uuid,
      action text NOT NULL,
      outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
      resource text NOT NULL,
      record_id uuid,
      record_label text,
      before jsonb,
      after jsonb,
      details jsonb,
      request_id text,
      created_at timestamptz(3) NOT NULL,
      impersonator_id uuid,
      PRIMARY KEY (organization_id, id)
    )`)
  await db.rawQuery(
    'CREATE INDEX audit_events_list ON audit_events (organization_id, created_at DESC, id DESC)'
  )
  for (const column of ['record_id', 'actor_id', 'impersonator_id']) {
    await db.rawQuery(`
      CREATE INDEX audit_events_${column}
      ON audit_events (organization_id, ${column}, created_at DESC, id DESC)
      WHERE ${column} IS NOT NULL`)
  }
  await enableRlsWith(db, 'audit_events', 'organization_id = app_organization()')
  await db.rawQuery('GRANT SELECT ON audit_events TO crm_app')
  await db.rawQuery('REVOKE UPDATE, DELETE ON audit_events FROM crm_system')
}

async function makeAccountEvents(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE account_events (
      id uuid PRIMARY KEY,
      user_id uuid,
      action text NOT NULL CHECK (action ~ '^[a-z][a-z-]{0,49}$'),
      ip_address text,
      user_agent text CHECK (char_length(user_agent) <= 255),
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      actor_id uuid,
      changes jsonb,
      details jsonb
    )`)
  await db.rawQuery(
    'CREATE INDEX account_events_user ON account_events (user_id, created_at DESC, id DESC)'
  )
  await db.rawQuery('CREATE INDEX account_events_created_at ON account_events (created_at)')
  await enableRlsWith(db, 'account_events', 'false')
  await db.rawQuery('REVOKE UPDATE, DELETE ON account_events FROM crm_system')
}

async function makeWriters(db: QueryClientContract) {
  /* RFC 9562, with microseconds in the 12 bits after the version: events of one transaction keep their order. */
  await db.rawQuery(`
    CREATE FUNCTION uuid_v7(micros bigint) RETURNS uuid LANGUAGE sql VOLATILE AS $$
      SELECT encode(overlay(uuid_send(gen_random_uuid()) PLACING
        substring(int8send(micros / 1000) FROM 3) ||
        int2send((28672 + micros % 1000 * 4096 / 1000)::smallint)
        FROM 1 FOR 8), 'hex')::uuid
    $$`)

  /* An organization that is being deleted takes its records along, and needs no log of it. */
  await db.rawQuery(`
    CREATE FUNCTION write_event(
      p_organization uuid, p_action text, p_resource text, p_record uuid, p_label text,
      p_before jsonb, p_after jsonb, p_outcome text, p_details jsonb)
    RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      moment CONSTANT timestamptz := clock_timestamp();
      micros CONSTANT bigint := extract(epoch FROM moment) * 1000000;
    BEGIN
      INSERT INTO audit_events (organization_id, id, actor_id, api_key_id, action, outcome, resource,
        record_id, record_label, before, after, details, request_id, created_at, impersonator_id)
      SELECT o.id, uuid_v7(micros), nullif(current_setting('app.actor_id', true), '')::uuid,
        nullif(current_setting('app.api_key_id', true), '')::uuid,
        p_action, p_outcome, p_resource, p_record, p_label, p_before, p_after, p_details,
        nullif(current_setting('app.request_id', true), ''), moment,
        nullif(current_setting('app.impersonator_id', true), '')::uuid
      FROM organizations o WHERE o.id = p_organization;
    END $$`)

  /*
   * The event of a row: its action is the one that the transaction was named
   * for, when that concerns this resource, and otherwise what happened to it.
   */
  await createSecurityDefiner(
    db,
    'audit_record() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
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
        (subject ->> 'id')::uuid, label, before, after, 'done', NULL);
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )

  /* What is no write of a row: an export, a refusal. */
  await createSecurityDefiner(
    db,
    `record_event(p_action text, p_resource text, p_record uuid, p_outcome text, p_details jsonb)
     RETURNS void`,
    `LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM write_event(app_organization(), p_action, p_resource, p_record, NULL,
        NULL, NULL, p_outcome, p_details);
    END $$`,
    ['crm_app']
  )
}

async function makeReaders(db: QueryClientContract) {
  /* Who has acted here is named, also when they belong here no more. */
  await createSecurityDefiner(
    db,
    'former_actor(p_user uuid) RETURNS json',
    `LANGUAGE sql STABLE AS $$
      SELECT json_build_object('id', asked.id, 'full_name',
        coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username, u.email),
        'email', u.email)
      FROM (SELECT p_user AS id) asked
      LEFT JOIN users u ON u.id = asked.id AND EXISTS (
        SELECT 1 FROM audit_events e
        WHERE e.organization_id = app_organization() AND e.actor_id = asked.id)
    $$`,
    ['crm_app']
  )
}

/**
 * Lets the login role, and nobody else, take out of the logs what is old, a
 * batch at a time. Requests and the system still only add to them (ADR 0141).
 */
async function letForget(db: QueryClientContract) {
  for (const table of ['audit_events', 'account_events']) {
    for (const verb of ['SELECT', 'DELETE']) {
      await db.rawQuery(`
        CREATE POLICY forgetting_${verb.toLowerCase()} ON ${table} FOR ${verb}
        TO SESSION_USER USING (created_at < now() - ${KEPT})`)
    }
  }
  await createSecurityDefiner(
    db,
    'note_forgotten(p_details jsonb) RETURNS void',
    `LANGUAGE sql AS $$
      SELECT write_event(app_organization(), 'audit-logs:forget', 'audit-logs',
        NULL, NULL, NULL, NULL, 'done', p_details)
    $$`,
    ['SESSION_USER']
  )
  /* What is taken out and the note of it are one statement, and so one transaction. */
  await db.rawQuery(`
    CREATE FUNCTION forget_events(p_organization uuid, p_before timestamptz, p_most int)
    RETURNS int LANGUAGE plpgsql AS $$
    DECLARE
      forgotten int;
    BEGIN
      DELETE FROM audit_events WHERE organization_id = p_organization AND id = ANY (ARRAY(
        SELECT e.id FROM audit_events e
        WHERE e.organization_id = p_organization AND e.created_at < least(p_before, now() - ${KEPT})
        ORDER BY e.created_at, e.id LIMIT p_most));
      GET DIAGNOSTICS forgotten = ROW_COUNT;
      IF forgotten > 0 THEN
        PERFORM set_config('app.organization_id', p_organization::text, true);
        PERFORM note_forgotten(jsonb_build_object('before', p_before, 'events', forgotten));
      END IF;
      RETURN forgotten;
    END $$`)
  await db.rawQuery('REVOKE ALL ON FUNCTION forget_events(uuid, timestamptz, int) FROM PUBLIC')
}

/**
 * Logging in and out concerns every organization that somebody works for, so
 * each has it in its log: when, and nothing of address and device, which are
 * the account's own.
 */
async function logSessions(db: QueryClientContract) {
  await createSecurityDefiner(
    db,
    'log_session() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    DECLARE
      moment CONSTANT timestamptz := clock_timestamp();
      micros CONSTANT bigint := extract(epoch FROM moment) * 1000000;
    BEGIN
      INSERT INTO audit_events (organization_id, id, actor_id, action, outcome, resource,
        request_id, created_at)
      SELECT m.organization_id, uuid_v7(micros), NEW.user_id, 'sessions:' || NEW.action, 'done',
        'sessions', nullif(current_setting('app.request_id', true), ''), moment
      FROM user_organizations m JOIN organizations o ON o.id = m.organization_id
      WHERE m.user_id = NEW.user_id AND m.is_active AND o.is_active;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER log_session AFTER INSERT ON account_events
    FOR EACH ROW WHEN (NEW.action IN ('login', 'logout') AND NEW.user_id IS NOT NULL)
    EXECUTE FUNCTION log_session()`)
}
