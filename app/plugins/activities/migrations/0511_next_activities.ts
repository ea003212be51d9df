import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, createSecurityDefiner, dropSecurityDefiners } from '#database/helpers/v3'

/**
 * When something is next planned with a person, a customer, a lead or a deal, and when a deal was last
 * worked on: kept by triggers, in the transaction that changes it (ADR 0511).
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      for (const [table, audited] of Object.entries(AUDITED)) {
        await db.rawQuery(`ALTER TABLE ${table} ADD COLUMN next_activity_at timestamptz(3)`)
        await db.rawQuery(
          `CREATE INDEX ${table}_next_activity ON ${table} (organization_id, next_activity_at, id)
           WHERE deleted_at IS NULL`
        )
        const omit = [...audited.omit, 'next_activity_at']
        await auditRecords(db, table, { resource: table, ...audited, omit })
      }
      await makeRecords(db)
      await keepNext(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const { trigger, table } of TRIGGERS) {
        await db.rawQuery(`DROP TRIGGER ${trigger} ON ${table}`)
      }
      await dropSecurityDefiners(
        db,
        'activities_scheduled()',
        'keep_next_activities(uuid[], text[], uuid[])'
      )
      await db.rawQuery('DROP VIEW activity_records')
      for (const [table, audited] of Object.entries(AUDITED)) {
        await auditRecords(db, table, { resource: table, ...audited })
        await db.rawQuery(`ALTER TABLE ${table} DROP COLUMN next_activity_at`)
      }
    })
  }
}

/** What the audit log says of the records that something is planned with, and what it leaves out so far. */
const AUDITED: Readonly<Record<string, { readonly label: string[]; readonly omit: string[] }>> = {
  customers: { label: ['name'], omit: [] },
  deals: { label: ['title'], omit: ['stage_entered_at', 'last_touch_at'] },
  leads: {
    label: ['name'],
    omit: ['phone_normalized', 'mobile_normalized', 'score_points', 'score_computed_at'],
  },
  people: { label: ['name'], omit: ['phone_normalized', 'email', 'phone'] },
}

const RECORDS = Object.keys(AUDITED)
  .map((table) => `'${table}'`)
  .join(', ')

const ACTIVITIES = `('calls', 'meetings', 'messages', 'notes', 'tasks')`

const TRIGGERS = [
  { trigger: 'activities_scheduled_changed', table: 'activities', event: 'UPDATE' },
  { trigger: 'activities_scheduled_removed', table: 'activities', event: 'DELETE' },
  { trigger: 'associations_scheduled_added', table: 'associations', event: 'INSERT' },
  { trigger: 'associations_scheduled_removed', table: 'associations', event: 'DELETE' },
  { trigger: 'participants_scheduled_added', table: 'activity_participants', event: 'INSERT' },
  { trigger: 'participants_scheduled_removed', table: 'activity_participants', event: 'DELETE' },
] as const

/** Which records an activity is about: those it is associated with, and people who take part. */
async function makeRecords(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE VIEW activity_records WITH (security_invoker = true) AS
    SELECT organization_id, from_id AS activity_id, to_type AS type, to_id AS id
    FROM associations WHERE from_type IN ${ACTIVITIES}
    UNION ALL
    SELECT organization_id, to_id, from_type, from_id
    FROM associations WHERE to_type IN ${ACTIVITIES}
    UNION ALL
    SELECT organization_id, activity_id, 'people', person_id
    FROM activity_participants WHERE person_id IS NOT NULL`)
  for (const role of ['crm_app', 'crm_system']) {
    await db.rawQuery(`GRANT SELECT ON activity_records TO ${role}`)
  }
}

async function keepNext(db: QueryClientContract) {
  /*
   * Each record is locked before it is looked at, by a statement of its own: who waited sees what the
   * one before has committed. All who lock several do it in one order.
   */
  await createSecurityDefiner(
    db,
    'keep_next_activities(organizations_ uuid[], types text[], ids uuid[]) RETURNS void',
    `LANGUAGE plpgsql AS $$
    DECLARE
      ref record;
    BEGIN
      FOR ref IN
        SELECT DISTINCT r.organization, r.type, r.id
        FROM unnest(organizations_, types, ids) r (organization, type, id)
        JOIN organizations living ON living.id = r.organization
        WHERE r.type IN (${RECORDS}) ORDER BY 1, 2, 3
      LOOP
        EXECUTE format('SELECT FROM %I WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE', ref.type)
        USING ref.organization, ref.id;
        EXECUTE format('UPDATE %I r SET next_activity_at = planned.at FROM (
            SELECT min(a.scheduled_at) AS at FROM activity_records l
            JOIN activities a ON a.organization_id = l.organization_id AND a.id = l.activity_id
            WHERE l.organization_id = $1 AND l.type = %L AND l.id = $2
              AND a.status = ''planned'' AND a.visibility = ''all'' AND a.deleted_at IS NULL) planned
          WHERE r.organization_id = $1 AND r.id = $2
            AND r.next_activity_at IS DISTINCT FROM planned.at', ref.type, ref.type)
        USING ref.organization, ref.id;
        IF ref.type = 'deals' THEN
          UPDATE deals r SET last_touch_at = done.at FROM (
            SELECT max(a.completed_at) AS at FROM activity_records l
            JOIN activities a ON a.organization_id = l.organization_id AND a.id = l.activity_id
            WHERE l.organization_id = ref.organization AND l.type = 'deals' AND l.id = ref.id
              AND a.status = 'completed' AND a.deleted_at IS NULL) done
          WHERE r.organization_id = ref.organization AND r.id = ref.id AND done.at > r.last_touch_at;
        END IF;
      END LOOP;
    END $$`,
    ['SESSION_USER']
  )
  await createSecurityDefiner(
    db,
    'activities_scheduled() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    DECLARE
      organizations_ uuid[];
      types text[];
      ids uuid[];
    BEGIN
      IF TG_TABLE_NAME = 'activities' AND TG_OP = 'UPDATE' THEN
        ${collect(`added n JOIN removed o ON o.organization_id = n.organization_id AND o.id = n.id
          JOIN activity_records l ON l.organization_id = n.organization_id AND l.activity_id = n.id
          WHERE (n.status, n.scheduled_at, n.completed_at, n.visibility, n.deleted_at)
            IS DISTINCT FROM (o.status, o.scheduled_at, o.completed_at, o.visibility, o.deleted_at)`)}
      ELSIF TG_TABLE_NAME = 'activities' THEN
        ${collect(`removed o
          JOIN activity_records l ON l.organization_id = o.organization_id AND l.activity_id = o.id`)}
      ELSIF TG_TABLE_NAME = 'associations' AND TG_OP = 'INSERT' THEN
        ${collect(endsOf('added'))}
      ELSIF TG_TABLE_NAME = 'associations' THEN
        ${collect(endsOf('removed'))}
      ELSIF TG_OP = 'INSERT' THEN
        ${collect(peopleOf('added'))}
      ELSE
        ${collect(peopleOf('removed'))}
      END IF;
      IF ids IS NOT NULL THEN PERFORM keep_next_activities(organizations_, types, ids); END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  for (const { trigger, table, event } of TRIGGERS) {
    const rows = { INSERT: ['NEW'], DELETE: ['OLD'], UPDATE: ['NEW', 'OLD'] }[event]
    const named = rows.map((row) => `${row} TABLE AS ${row === 'NEW' ? 'added' : 'removed'}`)
    await db.rawQuery(`
      CREATE TRIGGER ${trigger} AFTER ${event} ON ${table} REFERENCING ${named.join(' ')}
      FOR EACH STATEMENT EXECUTE FUNCTION activities_scheduled()`)
  }
}

/** Remembers the records of these rows, `l`, for the function that looks at each. */
function collect(rows: string): string {
  return `SELECT array_agg(l.organization_id), array_agg(l.type), array_agg(l.id)
        INTO organizations_, types, ids FROM ${rows};`
}

/** The ends of associations, of which another end is an activity. */
function endsOf(table: string): string {
  return `(
          SELECT organization_id, to_type AS type, to_id AS id FROM ${table}
          WHERE from_type IN ${ACTIVITIES}
          UNION ALL
          SELECT organization_id, from_type, from_id FROM ${table} WHERE to_type IN ${ACTIVITIES}) l`
}

function peopleOf(table: string): string {
  return `(SELECT organization_id, 'people' AS type, person_id AS id FROM ${table}
          WHERE person_id IS NOT NULL) l`
}
