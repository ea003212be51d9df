import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#database/helpers/v3'

/**
 * Pictures of records, each in several sizes. A record names its picture in a column of its own; who takes the
 * name away deletes the picture, and with it its files.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE images (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          width integer NOT NULL CHECK (width > 0),
          height integer NOT NULL CHECK (height > 0),
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id)
        )`)
      await enableRls(db, 'images')
      await db.rawQuery(`
        CREATE TABLE image_sizes (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          image_id uuid NOT NULL,
          size integer NOT NULL CHECK (size > 0),
          file_id uuid NOT NULL,
          bytes integer NOT NULL CHECK (bytes > 0),
          sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
          PRIMARY KEY (organization_id, image_id, size),
          CONSTRAINT image_sizes_file_once UNIQUE (organization_id, file_id),
          CONSTRAINT image_sizes_image_known FOREIGN KEY (organization_id, image_id)
            REFERENCES images (organization_id, id) ON DELETE CASCADE,
          CONSTRAINT image_sizes_file_known FOREIGN KEY (organization_id, file_id)
            REFERENCES stored_files (organization_id, id)
        )`)
      await enableRls(db, 'image_sizes')
      await db.rawQuery(
        `CREATE TRIGGER image_sizes_release AFTER DELETE ON image_sizes
         FOR EACH ROW EXECUTE FUNCTION release_stored_file('file_id')`
      )
      await db.rawQuery(`
        CREATE FUNCTION release_image() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          former uuid := (to_jsonb(OLD) ->> TG_ARGV[0])::uuid;
        BEGIN
          IF former IS NULL THEN RETURN NULL; END IF;
          IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) ->> TG_ARGV[0])::uuid = former THEN
            RETURN NULL;
          END IF;
          /* Its files first, by who changes the record: what a cascade deletes is deleted by another role. */
          DELETE FROM image_sizes WHERE organization_id = OLD.organization_id AND image_id = former;
          DELETE FROM images WHERE organization_id = OLD.organization_id AND id = former;
          RETURN NULL;
        END $$`)
      await db.rawQuery('REVOKE ALL ON FUNCTION release_image() FROM PUBLIC')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE image_sizes')
      await db.rawQuery('DROP TABLE images')
      await db.rawQuery('DROP FUNCTION release_image()')
    })
  }
}
