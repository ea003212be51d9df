import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#database/helpers/v4'

/**
 * What users are notified of, once for each event; what they want to be notified of; and how far each
 * organization's log has been read for it (ADR 0520).
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeNotifications(db)
      await makePreferences(db)
      await makeProgress(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const table of ['notification_progress', 'notification_preferences', 'notifications']) {
        await db.rawQuery(`DROP TABLE ${table}`)
      }
    })
  }
}

async function makeNotifications(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE notifications (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      kind text NOT NULL CHECK (char_length(kind) <= 50),
      event_id uuid NOT NULL,
      resource text NOT NULL,
      record_id uuid NOT NULL,
      label text CHECK (char_length(label) <= 255),
      actor_id uuid,
      in_app boolean NOT NULL,
      email boolean NOT NULL,
      read_at timestamptz(3),
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, id),
      CONSTRAINT notifications_once UNIQUE (organization_id, user_id, event_id)
    )`)
  for (const [name, columns] of [
    ['list', '(organization_id, user_id, created_at DESC, id DESC) WHERE in_app'],
    ['unread', '(organization_id, user_id) WHERE in_app AND read_at IS NULL'],
    ['user', '(user_id)'],
    ['age', '(organization_id, created_at)'],
  ]) {
    await db.rawQuery(`CREATE INDEX notifications_${name} ON notifications ${columns}`)
  }
  await enableRls(db, 'notifications')
}

async function makePreferences(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE notification_preferences (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      kind text NOT NULL CHECK (char_length(kind) <= 50),
      in_app boolean NOT NULL,
      email boolean NOT NULL,
      PRIMARY KEY (organization_id, user_id, kind)
    )`)
  await db.rawQuery(
    'CREATE INDEX notification_preferences_user ON notification_preferences (user_id)'
  )
  await enableRls(db, 'notification_preferences')
}

/** Organizations that there are begin with what happens from now on. */
async function makeProgress(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE notification_progress (
      organization_id uuid PRIMARY KEY REFERENCES organizations ON DELETE CASCADE,
      epoch integer NOT NULL,
      xid xid8 NOT NULL,
      event_id uuid NOT NULL,
      ran_at timestamptz
    )`)
  await enableRls(db, 'notification_progress')
  await db.rawQuery('SET LOCAL ROLE crm_system')
  await db.rawQuery(`
    INSERT INTO notification_progress (organization_id, epoch, xid, event_id)
    SELECT id, event_epoch(), pg_snapshot_xmin(pg_current_snapshot()),
      '00000000-0000-0000-0000-000000000000'
    FROM organizations`)
  await db.rawQuery('RESET ROLE')
}
