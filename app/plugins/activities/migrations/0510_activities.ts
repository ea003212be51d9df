import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
  enableRlsWith,
} from '#database/helpers/v3'

/**
 * What was done with records, and what is planned (ADR 0510): one table, of which each kind is a view
 * that is read and written like a table. A view has the rights of its caller, so that row-level
 * security holds.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeActivities(db)
      await keepParticipants(db)
      await keepVersions(db)
      for (const kind of KINDS) await makeKind(db, kind)
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const kind of KINDS) {
        await db.rawQuery(`DROP VIEW ${kind}s`)
        await dropSecurityDefiners(db, `search_${kind}s(text, integer)`)
      }
      await db.rawQuery('DROP TABLE note_versions')
      await db.rawQuery('DROP TABLE activity_participants')
      await db.rawQuery('DROP TABLE activities')
      await dropSecurityDefiners(db, 'activities_attended()', 'notes_edited()')
    })
  }
}

const KINDS = ['task', 'note', 'meeting', 'call', 'message'] as const

/** What there is nothing to plan of: it has happened when it is written down. */
const LOGGED: readonly string[] = ['note', 'message']

/** By how many versions a note can be gone back. */
const VERSIONS = 20

async function makeActivities(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE activities (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      kind text NOT NULL CHECK (kind IN (${KINDS.map((kind) => `'${kind}'`).join(', ')})),
      subject text CHECK (char_length(subject) BETWEEN 1 AND 255),
      body text CHECK (octet_length(body) <= 102400),
      status text NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'completed', 'canceled')),
      starts_at timestamptz(3),
      due_at timestamptz(3),
      ended_at timestamptz(3),
      completed_at timestamptz(3),
      owner_id uuid,
      visibility text NOT NULL DEFAULT 'all' CHECK (visibility IN ('private', 'team', 'all')),
      participants jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(participants) = 'array'),
      external_id text CHECK (char_length(external_id) BETWEEN 1 AND 255),
      priority text NOT NULL DEFAULT 'medium'
        CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
      recurrence text CHECK (char_length(recurrence) <= 100),
      recurs_since timestamptz(3),
      occurrence integer NOT NULL DEFAULT 1 CHECK (occurrence > 0),
      previous_id uuid,
      remind_at timestamptz(3),
      reminded_at timestamptz(3),
      location text CHECK (char_length(location) BETWEEN 1 AND 255),
      direction text CHECK (direction IN ('inbound', 'outbound')),
      outcome text
        CHECK (outcome IN ('connected', 'no_answer', 'busy', 'left_message', 'wrong_number')),
      duration_seconds integer CHECK (duration_seconds BETWEEN 0 AND 86400),
      channel text NOT NULL DEFAULT 'email' CHECK (channel IN ('email', 'chat', 'sms', 'other')),
      message_id text CHECK (char_length(message_id) BETWEEN 1 AND 998),
      in_reply_to text CHECK (char_length(in_reply_to) BETWEEN 1 AND 998),
      created_by_id uuid REFERENCES users ON DELETE SET NULL,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      deleted_at timestamptz(3),
      scheduled_at timestamptz(3) GENERATED ALWAYS AS (coalesce(due_at, starts_at)) STORED,
      public_subject text
        GENERATED ALWAYS AS (CASE WHEN visibility = 'all' THEN subject END) STORED,
      search_text text GENERATED ALWAYS AS (
        fold_text(coalesce(subject, '')) || E'\\n' || fold_text(left(coalesce(body, ''), 10000))
        || E'\\n' || fold_text(coalesce(location, ''))) STORED,
      PRIMARY KEY (organization_id, id),
      CONSTRAINT activities_subject_needed
        CHECK (subject IS NOT NULL OR kind IN (${LOGGED.map((kind) => `'${kind}'`).join(', ')})),
      CONSTRAINT activities_completed_check
        CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
      CONSTRAINT activities_ended_at_check CHECK (ended_at >= starts_at),
      CONSTRAINT activities_recurs_check
        CHECK (recurrence IS NULL OR coalesce(due_at, starts_at) IS NOT NULL),
      CONSTRAINT activities_owner_known FOREIGN KEY (organization_id, owner_id)
        REFERENCES employees (organization_id, id) ON DELETE SET NULL (owner_id),
      CONSTRAINT activities_previous_known FOREIGN KEY (organization_id, previous_id)
        REFERENCES activities (organization_id, id) ON DELETE SET NULL (previous_id)
    )`)
  const living = 'WHERE deleted_at IS NULL'
  for (const [name, columns] of [
    ['list', `(organization_id, kind, created_at DESC, id DESC) ${living}`],
    ['deleted', '(organization_id, kind, created_at DESC, id DESC) WHERE deleted_at IS NOT NULL'],
    /* What is to be done, in its order: for agendas, and for what is next of a record. */
    [
      'planned',
      `(organization_id, scheduled_at, id) INCLUDE (kind, visibility, owner_id)
       ${living} AND status = 'planned'`,
    ],
    [
      'completed',
      `(organization_id, completed_at DESC, id DESC) ${living} AND status = 'completed'`,
    ],
    ['owner', '(organization_id, owner_id, kind, created_at DESC, id DESC)'],
    ['created_by', '(created_by_id)'],
    [
      'reminders',
      `(remind_at) ${living} AND status = 'planned' AND remind_at IS NOT NULL AND reminded_at IS NULL`,
    ],
    ['thread', '(organization_id, in_reply_to) WHERE in_reply_to IS NOT NULL'],
    ['search', `USING gin (organization_id, search_text gin_trgm_ops) ${living}`],
  ]) {
    await db.rawQuery(`CREATE INDEX activities_${name} ON activities ${columns}`)
  }
  for (const [name, columns] of [
    ['external_id', '(organization_id, kind, external_id) WHERE external_id IS NOT NULL'],
    ['message_id', '(organization_id, message_id) WHERE message_id IS NOT NULL'],
    /* A task that recurs is followed by one, however often and by whom it is completed. */
    ['previous_id', '(organization_id, previous_id) WHERE previous_id IS NOT NULL'],
  ]) {
    await db.rawQuery(`CREATE UNIQUE INDEX activities_${name}_unique ON activities ${columns}`)
  }
  await enableRls(db, 'activities')
}

/**
 * Who takes part, one row for each whom the organization knows, as the activity says it. A private
 * activity is there for the users among them, and people are found by what they took part in.
 */
async function keepParticipants(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE activity_participants (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      activity_id uuid NOT NULL,
      position integer NOT NULL,
      kind text NOT NULL,
      person_id uuid,
      user_id uuid REFERENCES users ON DELETE CASCADE,
      PRIMARY KEY (organization_id, activity_id, position),
      CONSTRAINT activity_participants_activity_known FOREIGN KEY (organization_id, activity_id)
        REFERENCES activities (organization_id, id) ON DELETE CASCADE,
      CONSTRAINT activity_participants_person_known FOREIGN KEY (organization_id, person_id)
        REFERENCES people (organization_id, id) ON DELETE CASCADE
    )`)
  await db.rawQuery(
    `CREATE INDEX activity_participants_person
     ON activity_participants (organization_id, person_id) WHERE person_id IS NOT NULL`
  )
  await db.rawQuery('CREATE INDEX activity_participants_user ON activity_participants (user_id)')
  await enableRlsWith(db, 'activity_participants', 'organization_id = app_organization()')
  await db.rawQuery('GRANT SELECT ON activity_participants TO crm_app')
  await createSecurityDefiner(
    db,
    'activities_attended() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        DELETE FROM activity_participants
        WHERE organization_id = NEW.organization_id AND activity_id = NEW.id;
      END IF;
      INSERT INTO activity_participants
        (organization_id, activity_id, position, kind, person_id, user_id)
      SELECT NEW.organization_id, NEW.id, position, NEW.kind,
        (entry ->> 'person_id')::uuid, (entry ->> 'user_id')::uuid
      FROM jsonb_array_elements(NEW.participants) WITH ORDINALITY list (entry, position)
      WHERE entry ->> 'person_id' IS NOT NULL OR entry ->> 'user_id' IS NOT NULL;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  for (const [event, when] of [
    ['INSERT', `NEW.participants <> '[]'`],
    ['UPDATE', 'NEW.participants <> OLD.participants'],
  ]) {
    await db.rawQuery(`
      CREATE TRIGGER activities_attended_${event?.toLowerCase()} AFTER ${event} ON activities
      FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION activities_attended()`)
  }
}

/** What a note said before it was changed, the newest ${VERSIONS} of it. */
async function keepVersions(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE note_versions (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      note_id uuid NOT NULL,
      version integer NOT NULL,
      subject text,
      body text,
      replaced_by_id uuid REFERENCES users ON DELETE SET NULL,
      replaced_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, note_id, version),
      CONSTRAINT note_versions_note_known FOREIGN KEY (organization_id, note_id)
        REFERENCES activities (organization_id, id) ON DELETE CASCADE
    )`)
  await db.rawQuery('CREATE INDEX note_versions_replaced_by ON note_versions (replaced_by_id)')
  await enableRlsWith(db, 'note_versions', 'organization_id = app_organization()')
  await db.rawQuery('GRANT SELECT ON note_versions TO crm_app')
  await createSecurityDefiner(
    db,
    'notes_edited() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO note_versions (organization_id, note_id, version, subject, body, replaced_by_id)
      VALUES (OLD.organization_id, OLD.id, OLD.version, OLD.subject, OLD.body,
        nullif(current_setting('app.actor_id', true), '')::uuid)
      ON CONFLICT (organization_id, note_id, version) DO NOTHING;
      DELETE FROM note_versions kept
      WHERE kept.organization_id = OLD.organization_id AND kept.note_id = OLD.id
        AND kept.version <= (
          SELECT version FROM note_versions
          WHERE organization_id = OLD.organization_id AND note_id = OLD.id
          ORDER BY version DESC OFFSET ${VERSIONS} LIMIT 1);
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER notes_edited AFTER UPDATE OF subject, body ON activities FOR EACH ROW
    WHEN (OLD.kind = 'note' AND (OLD.subject, OLD.body) IS DISTINCT FROM (NEW.subject, NEW.body))
    EXECUTE FUNCTION notes_edited()`)
}

/** A kind as a table of its own: what it is called, its search, and its entries in the audit log. */
async function makeKind(db: QueryClientContract, kind: (typeof KINDS)[number]) {
  const view = `${kind}s`
  await db.rawQuery(`
    CREATE VIEW ${view} WITH (security_invoker = true) AS
    SELECT * FROM activities WHERE kind = '${kind}' WITH LOCAL CHECK OPTION`)
  await db.rawQuery(`ALTER VIEW ${view} ALTER COLUMN kind SET DEFAULT '${kind}'`)
  for (const role of ['crm_app', 'crm_system']) {
    await db.rawQuery(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${view} TO ${role}`)
  }
  await createSecurityDefiner(
    db,
    `search_${view}(term text, most integer) RETURNS TABLE (id uuid, rank integer, created_at timestamptz)`,
    `LANGUAGE plpgsql STABLE ROWS 100 SET plan_cache_mode = force_custom_plan AS $$
    DECLARE
      folded text := fold_text(btrim(term));
      words text[] := search_words(term);
    BEGIN
      RETURN QUERY
      SELECT record.id, search_rank(record.search_text, folded), record.created_at::timestamptz
      FROM activities record
      WHERE record.organization_id = app_organization() AND record.kind = '${kind}'
        AND record.deleted_at IS NULL AND record.search_text LIKE words[1]
        AND record.search_text LIKE ALL (words)
      ORDER BY 2, record.created_at DESC, record.id DESC LIMIT most;
    END $$`,
    ['crm_app']
  )
  await auditKind(db, kind)
}

/**
 * Triggers of one table for several resources: each takes the rows of its kind. A label is what all
 * who read the log may know.
 */
async function auditKind(db: QueryClientContract, kind: string) {
  const resource = `${kind}s`
  await auditRecords(db, 'activities', {
    resource,
    label: ['public_subject'],
    omit: ['kind', 'recurs_since', 'occurrence'],
  })
  const { rows } = await db.rawQuery<{ rows: { definition: string }[] }>(
    `SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger
     WHERE tgrelid = 'activities'::regclass AND tgname = 'activities_audit'`
  )
  const [, call = ''] = /EXECUTE FUNCTION (.*)$/.exec(rows[0]?.definition ?? '') ?? []
  await db.rawQuery('DROP TRIGGER activities_audit ON activities')
  for (const [name, event, row] of [
    ['written', 'INSERT OR UPDATE', 'NEW'],
    ['removed', 'DELETE', 'OLD'],
  ]) {
    await db.rawQuery(`
      CREATE TRIGGER ${resource}_audit_${name} AFTER ${event} ON activities
      FOR EACH ROW WHEN (${row}.kind = '${kind}') EXECUTE FUNCTION ${call}`)
  }
}
