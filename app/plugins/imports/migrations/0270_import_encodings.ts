import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, enableRls } from '#database/helpers/v1'

const OMITTED = [
  'mapping',
  'columns',
  'header',
  'next_piece',
  'created',
  'updated',
  'unchanged',
  'failed',
  'request_id',
]

/**
 * In what bytes a file is written, so that its refused lines can be given back in
 * the same, and what was left empty of lines that did become records.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(
        `ALTER TABLE imports ADD COLUMN encoding text NOT NULL DEFAULT 'utf-8',
           ADD COLUMN incomplete integer NOT NULL DEFAULT 0`
      )
      await auditRecords(db, 'imports', {
        resource: 'imports',
        label: ['file_name'],
        omit: [...OMITTED, 'incomplete'],
      })
      await db.rawQuery(`
        CREATE TABLE import_warnings (
          organization_id uuid NOT NULL,
          import_id uuid NOT NULL,
          line integer NOT NULL,
          warnings json NOT NULL,
          PRIMARY KEY (organization_id, import_id, line),
          CONSTRAINT import_warnings_import_known FOREIGN KEY (organization_id, import_id)
            REFERENCES imports (organization_id, id) ON DELETE CASCADE
        )`)
      await enableRls(db, 'import_warnings')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE import_warnings')
      await db.rawQuery('ALTER TABLE imports DROP COLUMN encoding, DROP COLUMN incomplete')
      await auditRecords(db, 'imports', {
        resource: 'imports',
        label: ['file_name'],
        omit: OMITTED,
      })
    })
  }
}
