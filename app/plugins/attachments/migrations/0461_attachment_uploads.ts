import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#database/helpers/v3'

/** Attachments whose bytes their clients send by themselves, until they say that these are there. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE attachment_uploads (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          resource text NOT NULL CHECK (char_length(resource) BETWEEN 1 AND 100),
          record_id uuid NOT NULL,
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
          size bigint NOT NULL CHECK (size > 0),
          user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
          key_id uuid,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT attachment_uploads_file_known FOREIGN KEY (organization_id, id)
            REFERENCES stored_files (organization_id, id) ON DELETE CASCADE
        )`)
      await db.rawQuery('CREATE INDEX attachment_uploads_user ON attachment_uploads (user_id)')
      await enableRls(db, 'attachment_uploads')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE attachment_uploads')
    })
  }
}
