import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, enableRls } from '#database/helpers/v4'

/**
 * Links by which calendars read what users have to do, of which the digest of the secret alone is
 * kept; and the index by which that is found.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE calendar_feeds (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
          secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
          rotated_at timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id)
        )`)
      await db.rawQuery(
        'CREATE INDEX calendar_feeds_list ON calendar_feeds (organization_id, user_id, created_at DESC, id DESC)'
      )
      await db.rawQuery('CREATE INDEX calendar_feeds_user ON calendar_feeds (user_id)')
      await db.rawQuery('CREATE INDEX calendar_feeds_id ON calendar_feeds (id)')
      await enableRls(db, 'calendar_feeds')
      await auditRecords(db, 'calendar_feeds', {
        resource: 'calendar-feeds',
        label: ['name'],
        omit: ['secret_hash'],
      })
      await db.rawQuery(
        `CREATE INDEX activities_agenda ON activities (organization_id, owner_id, scheduled_at)
         WHERE deleted_at IS NULL AND scheduled_at IS NOT NULL`
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP INDEX activities_agenda')
      await db.rawQuery('DROP TABLE calendar_feeds')
    })
  }
}
