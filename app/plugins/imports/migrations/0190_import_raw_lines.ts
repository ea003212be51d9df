import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords } from '#database/helpers/v1'

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

/** Cells as a line of CSV, each in quotation marks, since how they were written is not known any more. */
const asLine = (cells: string, delimiter: string) => `(
  SELECT coalesce(
           string_agg('"' || replace(cell, '"', '""') || '"', ${delimiter} ORDER BY position), ''
         ) || E'\\r\\n'
  FROM ${cells} WITH ORDINALITY written (cell, position))`

/**
 * Lines of imported files are kept as they stand in the file, byte for byte, so
 * that those that were refused can be given back as they were.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE imports ADD COLUMN header text')
      await db.rawQuery('ALTER TABLE import_errors ADD COLUMN raw text')
      await auditRecords(db, 'imports', {
        resource: 'imports',
        label: ['file_name'],
        omit: OMITTED,
      })

      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery(
        `UPDATE imports i SET header = ${asLine('unnest(i.columns)', 'i.delimiter')}`
      )
      await db.rawQuery(
        `UPDATE import_errors refused SET raw = ${asLine('unnest(refused.cells)', 'i.delimiter')}
         FROM imports i
         WHERE i.organization_id = refused.organization_id AND i.id = refused.import_id`
      )
      await db.rawQuery(
        `UPDATE import_pieces piece SET lines = (
           SELECT coalesce(json_agg(json_build_array(entry.line -> 0,
                    ${asLine('json_array_elements_text(entry.line -> 1)', 'i.delimiter')})
                  ORDER BY entry.n), '[]')
           FROM json_array_elements(piece.lines) WITH ORDINALITY entry (line, n))
         FROM imports i
         WHERE i.organization_id = piece.organization_id AND i.id = piece.import_id`
      )
      await db.rawQuery('RESET ROLE')

      await db.rawQuery('ALTER TABLE imports ALTER COLUMN header SET NOT NULL')
      await db.rawQuery(
        'ALTER TABLE import_errors ALTER COLUMN raw SET NOT NULL, DROP COLUMN cells'
      )
    })
  }

  /** Lines cannot be taken apart again here: they are removed, and unfinished imports end. */
  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DELETE FROM import_errors')
      await db.rawQuery('DELETE FROM import_pieces')
      await db.rawQuery(
        `UPDATE imports SET status = 'canceled', finished_at = now()
         WHERE status IN ('queued', 'running')`
      )
      await db.rawQuery('UPDATE imports SET file_removed_at = now() WHERE file_removed_at IS NULL')
      await db.rawQuery('RESET ROLE')
      await db.rawQuery(
        'ALTER TABLE import_errors DROP COLUMN raw, ADD COLUMN cells text[] NOT NULL'
      )
      await db.rawQuery('ALTER TABLE imports DROP COLUMN header')
      await auditRecords(db, 'imports', {
        resource: 'imports',
        label: ['file_name'],
        omit: OMITTED.filter((column) => column !== 'header'),
      })
    })
  }
}
