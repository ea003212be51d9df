import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner, dropSecurityDefiners, enableRlsWith } from '#database/helpers/v4'

/**
 * Where each activity stands in the timelines of the records that it is about (ADR 0512): an order by
 * moments, which associations do not have. Kept by triggers, in the transaction that changes it.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeTimeline(db)
      await keepTimeline(db)
      /* Row-level security is forced on the owner of the tables, too. */
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery(placedSql(`SELECT * FROM activity_records WHERE type NOT IN ${ACTIVITIES}`))
      await db.rawQuery('RESET ROLE')
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const { trigger, table } of TRIGGERS) {
        await db.rawQuery(`DROP TRIGGER ${trigger} ON ${table}`)
      }
      await db.rawQuery('DROP TABLE activity_timeline')
      await dropSecurityDefiners(db, 'activities_in_timeline()')
    })
  }
}

const ACTIVITIES = `('calls', 'meetings', 'messages', 'notes', 'tasks')`

const TRIGGERS = [
  { trigger: 'activities_in_timeline_moved', table: 'activities', event: 'UPDATE' },
  { trigger: 'associations_in_timeline_added', table: 'associations', event: 'INSERT' },
  { trigger: 'associations_in_timeline_removed', table: 'associations', event: 'DELETE' },
  { trigger: 'participants_in_timeline_added', table: 'activity_participants', event: 'INSERT' },
  { trigger: 'participants_in_timeline_removed', table: 'activity_participants', event: 'DELETE' },
] as const

/** When something was done, or else is to be done, or else was written down. */
const moment = (row: string) =>
  `coalesce(${row}.completed_at, ${row}.scheduled_at, ${row}.created_at)`

async function makeTimeline(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE activity_timeline (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      activity_id uuid NOT NULL,
      type text COLLATE "C" NOT NULL,
      record_id uuid NOT NULL,
      kind text COLLATE "C" NOT NULL,
      at timestamptz(3) NOT NULL,
      PRIMARY KEY (organization_id, activity_id, type, record_id),
      CONSTRAINT activity_timeline_activity_known FOREIGN KEY (organization_id, activity_id)
        REFERENCES activities (organization_id, id) ON DELETE CASCADE
    )`)
  await db.rawQuery(
    `CREATE INDEX activity_timeline_of_record
     ON activity_timeline (organization_id, type, record_id, kind, at DESC, activity_id DESC)`
  )
  await enableRlsWith(db, 'activity_timeline', 'organization_id = app_organization()')
  await db.rawQuery('GRANT SELECT ON activity_timeline TO crm_app')
}

/**
 * Who takes part, or what is associated, changes under a lock of the activity, so that what is looked
 * up here is not changed meanwhile.
 */
async function keepTimeline(db: QueryClientContract) {
  await createSecurityDefiner(
    db,
    'activities_in_timeline() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_TABLE_NAME = 'activities' THEN
        UPDATE activity_timeline t SET at = ${moment('n')}
        FROM added n JOIN removed o ON o.organization_id = n.organization_id AND o.id = n.id
        WHERE t.organization_id = n.organization_id AND t.activity_id = n.id
          AND ${moment('n')} IS DISTINCT FROM ${moment('o')};
      ELSIF TG_TABLE_NAME = 'associations' AND TG_OP = 'INSERT' THEN
        ${placedSql(endsOf('added'))};
      ELSIF TG_TABLE_NAME = 'associations' THEN
        ${removedSql(endsOf('removed'))};
      ELSIF TG_OP = 'INSERT' THEN
        ${placedSql(peopleOf('added'))};
      ELSE
        ${removedSql(peopleOf('removed'))};
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  for (const { trigger, table, event } of TRIGGERS) {
    const rows = { INSERT: ['NEW'], DELETE: ['OLD'], UPDATE: ['NEW', 'OLD'] }[event]
    const named = rows.map((row) => `${row} TABLE AS ${row === 'NEW' ? 'added' : 'removed'}`)
    await db.rawQuery(`
      CREATE TRIGGER ${trigger} AFTER ${event} ON ${table} REFERENCING ${named.join(' ')}
      FOR EACH STATEMENT EXECUTE FUNCTION activities_in_timeline()`)
  }
}

/** Gives activities their places with these records, `organization_id, activity_id, type, id`. */
function placedSql(records: string): string {
  return `INSERT INTO activity_timeline (organization_id, activity_id, type, record_id, kind, at)
        SELECT l.organization_id, l.activity_id, l.type, l.id, a.kind, ${moment('a')}
        FROM (${records}) l
        JOIN activities a ON a.organization_id = l.organization_id AND a.id = l.activity_id
        ON CONFLICT DO NOTHING`
}

/** Takes them away, unless the activity is about the record in another way, too. */
function removedSql(records: string): string {
  return `DELETE FROM activity_timeline t USING (${records}) l
        WHERE t.organization_id = l.organization_id AND t.activity_id = l.activity_id
          AND t.type = l.type AND t.record_id = l.id
          AND NOT EXISTS (
            SELECT FROM activity_records still
            WHERE still.organization_id = l.organization_id AND still.activity_id = l.activity_id
              AND still.type = l.type AND still.id = l.id)`
}

function endsOf(table: string): string {
  return `SELECT organization_id, from_id AS activity_id, to_type AS type, to_id AS id FROM ${table}
          WHERE from_type IN ${ACTIVITIES} AND to_type NOT IN ${ACTIVITIES}
          UNION ALL
          SELECT organization_id, to_id, from_type, from_id FROM ${table}
          WHERE to_type IN ${ACTIVITIES} AND from_type NOT IN ${ACTIVITIES}`
}

function peopleOf(table: string): string {
  return `SELECT DISTINCT organization_id, activity_id, 'people' AS type, person_id AS id
          FROM ${table} WHERE person_id IS NOT NULL`
}
