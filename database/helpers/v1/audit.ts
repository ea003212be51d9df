import type { QueryClientContract } from '@adonisjs/lucid/types/database'

interface Audited {
  /** The resource as permissions name it: `customers`. */
  readonly resource: string
  /** The one or two columns that say to a person which record it is; a user's name when there are none. */
  readonly label?: readonly string[]
  /** Columns that stay out of the log, such as secrets. */
  readonly omit?: readonly string[]
  /** The column that names the organization. */
  readonly key?: string
}

/** What every event says anyway, or what says nothing. */
const EXCLUDED_COLUMNS = ['id', 'organization_id', 'version', 'updated_at']

/**
 * Writes every change of a table's rows into the audit log, by a trigger, so
 * that no way of writing goes past it. Generated columns stay out. For
 * migrations; after every migration that adds a generated column, too.
 */
export async function auditRecords(
  db: QueryClientContract,
  table: string,
  { resource, label = [], omit = [], key = 'organization_id' }: Audited
) {
  const { rows } = await db.rawQuery<{ rows: { name: string }[] }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = '${table}'::regclass AND attgenerated <> '' AND NOT attisdropped`
  )
  const omitted = [...EXCLUDED_COLUMNS, ...rows.map(({ name }) => name), ...omit]
  await db.rawQuery(`
    CREATE OR REPLACE TRIGGER ${table}_audit AFTER INSERT OR UPDATE OR DELETE ON ${table}
    FOR EACH ROW EXECUTE FUNCTION
    audit_record('${resource}', '{${omitted.join()}}', '{${label.join()}}', '${key}')`)
}
