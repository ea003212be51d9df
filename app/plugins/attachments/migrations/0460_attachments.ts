import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, enableRls } from '#database/helpers/v3'

/**
 * Files that records of any resource have. Which record that is stands in two columns and in no foreign key:
 * resources of plugins have attachments, too. The file itself is known by `stored_files`.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE attachments (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          resource text NOT NULL CHECK (char_length(resource) BETWEEN 1 AND 100),
          record_id uuid NOT NULL,
          moved_from_resource text CHECK (char_length(moved_from_resource) BETWEEN 1 AND 100),
          moved_from_id uuid,
          file_id uuid NOT NULL,
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
          size bigint NOT NULL CHECK (size > 0),
          content_type text NOT NULL CHECK (char_length(content_type) <= 255),
          sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
          scan_status text NOT NULL CHECK (scan_status IN ('clean', 'pending', 'refused')),
          scan_reason text CHECK (char_length(scan_reason) <= 500),
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT attachments_file_once UNIQUE (organization_id, file_id),
          CONSTRAINT attachments_file_known FOREIGN KEY (organization_id, file_id)
            REFERENCES stored_files (organization_id, id),
          CONSTRAINT attachments_moved_check
            CHECK ((moved_from_resource IS NULL) = (moved_from_id IS NULL))
        )`)
      await db.rawQuery(
        `CREATE INDEX attachments_of_record
         ON attachments (organization_id, record_id, resource, created_at DESC, id DESC)`
      )
      await db.rawQuery(
        'CREATE INDEX attachments_list ON attachments (organization_id, created_at DESC, id DESC)'
      )
      await db.rawQuery('CREATE INDEX attachments_created_by ON attachments (created_by_id)')
      await db.rawQuery(
        `CREATE INDEX attachments_pending ON attachments (organization_id, created_at)
         WHERE scan_status = 'pending'`
      )
      await enableRls(db, 'attachments')
      await auditRecords(db, 'attachments', {
        resource: 'attachments',
        label: ['name'],
        omit: ['file_id'],
      })
      await db.rawQuery(
        `CREATE TRIGGER attachments_release AFTER DELETE ON attachments
         FOR EACH ROW EXECUTE FUNCTION release_stored_file('file_id')`
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE attachments')
    })
  }
}
