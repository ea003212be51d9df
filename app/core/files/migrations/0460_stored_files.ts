import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
  enableRlsWith,
} from '#database/helpers/v3'

/**
 * The files that records have. A row is there before the first byte of its file, and until after the
 * last: what no record has in the end is found by it and deleted. Triggers add up how much an
 * organization keeps, and release a file when the record that has it is gone.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE stored_files (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          bytes bigint NOT NULL CHECK (bytes >= 0),
          state text NOT NULL CHECK (state IN ('arriving', 'kept', 'released')),
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id)
        )`)
      await db.rawQuery(
        `CREATE INDEX stored_files_unkept ON stored_files (organization_id, created_at)
         WHERE state <> 'kept'`
      )
      await enableRls(db, 'stored_files')

      await db.rawQuery(`
        CREATE TABLE file_usages (
          organization_id uuid PRIMARY KEY REFERENCES organizations ON DELETE CASCADE,
          bytes bigint NOT NULL DEFAULT 0 CHECK (bytes >= 0)
        )`)
      await enableRls(db, 'file_usages')
      await db.rawQuery(`
        CREATE FUNCTION count_stored_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          change bigint := 0;
        BEGIN
          IF TG_OP <> 'INSERT' AND OLD.state <> 'released' THEN change := change - OLD.bytes; END IF;
          IF TG_OP <> 'DELETE' AND NEW.state <> 'released' THEN change := change + NEW.bytes; END IF;
          IF TG_OP = 'INSERT' THEN
            INSERT INTO file_usages AS u (organization_id, bytes) VALUES (NEW.organization_id, change)
            ON CONFLICT (organization_id) DO UPDATE SET bytes = u.bytes + change;
          ELSIF change <> 0 THEN
            UPDATE file_usages SET bytes = bytes + change WHERE organization_id = OLD.organization_id;
          END IF;
          /* What was refused has left nothing. Whoever counts something at this moment waits for the row. */
          IF TG_OP = 'DELETE' THEN
            DELETE FROM file_usages WHERE organization_id = OLD.organization_id AND bytes = 0;
          END IF;
          RETURN NULL;
        END $$`)
      await db.rawQuery(
        `CREATE TRIGGER stored_files_counted AFTER INSERT OR UPDATE OR DELETE ON stored_files
         FOR EACH ROW EXECUTE FUNCTION count_stored_bytes()`
      )
      await db.rawQuery(`
        CREATE FUNCTION release_stored_file() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE stored_files SET state = 'released'
          WHERE organization_id = OLD.organization_id
            AND id = (to_jsonb(OLD) ->> TG_ARGV[0])::uuid AND state = 'kept';
          RETURN NULL;
        END $$`)
      await db.rawQuery(
        'REVOKE ALL ON FUNCTION count_stored_bytes(), release_stored_file() FROM PUBLIC'
      )

      /* Null: what the settings say. */
      await db.rawQuery(
        `ALTER TABLE organizations
         ADD COLUMN file_quota_megabytes integer CHECK (file_quota_megabytes > 0)`
      )

      /* What an organization had is deleted after it, by a job that finds its id here. */
      await db.rawQuery(`
        CREATE TABLE abandoned_folders (
          id uuid PRIMARY KEY,
          created_at timestamptz(3) NOT NULL DEFAULT now()
        )`)
      await enableRlsWith(db, 'abandoned_folders', 'false')
      await createSecurityDefiner(
        db,
        'abandon_folder() RETURNS trigger',
        `LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO abandoned_folders (id) VALUES (OLD.id) ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $$`,
        ['SESSION_USER']
      )
      await db.rawQuery(
        `CREATE TRIGGER organizations_folder AFTER DELETE ON organizations
         FOR EACH ROW EXECUTE FUNCTION abandon_folder()`
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER organizations_folder ON organizations')
      await dropSecurityDefiners(db, 'abandon_folder()')
      await db.rawQuery('DROP TABLE abandoned_folders')
      await db.rawQuery('ALTER TABLE organizations DROP COLUMN file_quota_megabytes')
      await db.rawQuery('DROP TABLE stored_files')
      await db.rawQuery('DROP TABLE file_usages')
      await db.rawQuery('DROP FUNCTION count_stored_bytes()')
      await db.rawQuery('DROP FUNCTION release_stored_file()')
    })
  }
}
