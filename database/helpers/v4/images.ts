import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * Gives the records of a table a picture: its id is in the column `<name>_id`. What the column names no more,
 * or goes with its record, is deleted.
 */
export async function addImage(
  db: QueryClientContract,
  table: string,
  name: string
): Promise<void> {
  const column = `${name}_id`
  await db.rawQuery(`ALTER TABLE ${table} ADD COLUMN ${column} uuid`)
  await db.rawQuery(
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_${name}_known
     FOREIGN KEY (organization_id, ${column})
     REFERENCES images (organization_id, id) ON DELETE SET NULL (${column})`
  )
  await db.rawQuery(
    `CREATE UNIQUE INDEX ${table}_${name}_once ON ${table} (organization_id, ${column})
     WHERE ${column} IS NOT NULL`
  )
  await db.rawQuery(
    `CREATE TRIGGER ${table}_${name}_release AFTER DELETE OR UPDATE OF ${column} ON ${table}
     FOR EACH ROW EXECUTE FUNCTION release_image('${column}')`
  )
}

/** Takes it from them. */
export async function dropImage(
  db: QueryClientContract,
  table: string,
  name: string
): Promise<void> {
  await db.rawQuery(`DROP TRIGGER ${table}_${name}_release ON ${table}`)
  await db.rawQuery(`ALTER TABLE ${table} DROP COLUMN ${name}_id`)
}
