import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import packageJson from 'pg-boss/package.json' with { type: 'json' }

/** The PostgreSQL schema that belongs to pg-boss. */
export const SCHEMA = 'pgboss'

/** The version of that schema which the installed pg-boss works with. */
export const SCHEMA_VERSION = packageJson.pgboss.schema

/**
 * The version that the database has; null when it has none.
 *
 * @param isMigrated whether the migration that makes the schema is known to have run
 */
export async function schemaVersion(
  db: QueryClientContract,
  { isMigrated = false } = {}
): Promise<number | null> {
  if (!isMigrated) {
    const { rows: tables } = await db.rawQuery<{ rows: { found: boolean }[] }>(
      `SELECT to_regclass('${SCHEMA}.version') IS NOT NULL AS found`
    )
    if (!tables[0]?.found) return null
  }
  const { rows } = await db.rawQuery<{ rows: { version: number }[] }>(
    `SELECT version FROM ${SCHEMA}.version`
  )
  return rows[0]?.version ?? null
}
