import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords } from '#database/helpers/v4'

const OMITTED = [
  ...['mapping', 'columns', 'header', 'next_piece', 'created', 'updated', 'unchanged', 'failed'],
  ...['incomplete', 'request_id', 'reverted', 'kept'],
]

const audit = (omit: readonly string[]) => ({ resource: 'imports', label: ['file_name'], omit })

/** The file of an import as it was sent, kept where those of records are, for as long as its lines. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE imports
          ADD COLUMN file_id uuid,
          ADD COLUMN file_digest text CHECK (file_digest ~ '^[0-9a-f]{64}$'),
          ADD CONSTRAINT imports_file_once UNIQUE (organization_id, file_id),
          ADD CONSTRAINT imports_file_known FOREIGN KEY (organization_id, file_id)
            REFERENCES stored_files (organization_id, id)`)
      await db.rawQuery(
        `CREATE TRIGGER imports_file_release AFTER DELETE ON imports
         FOR EACH ROW EXECUTE FUNCTION release_stored_file('file_id')`
      )
      await db.rawQuery(
        `CREATE TRIGGER imports_file_removed AFTER UPDATE OF file_id ON imports
         FOR EACH ROW WHEN (OLD.file_id IS DISTINCT FROM NEW.file_id)
         EXECUTE FUNCTION release_stored_file('file_id')`
      )
      await auditRecords(db, 'imports', audit([...OMITTED, 'file_id', 'file_digest']))
    })
  }

  /** What was kept is nobody's then, and is deleted by the sweep. */
  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('UPDATE imports SET file_id = NULL WHERE file_id IS NOT NULL')
      await db.rawQuery('RESET ROLE')
      await db.rawQuery('DROP TRIGGER imports_file_removed ON imports')
      await db.rawQuery('DROP TRIGGER imports_file_release ON imports')
      await db.rawQuery('ALTER TABLE imports DROP COLUMN file_id, DROP COLUMN file_digest')
      await auditRecords(db, 'imports', audit(OMITTED))
    })
  }
}
