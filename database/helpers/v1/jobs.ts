import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import packageJson from 'pg-boss/package.json' with { type: 'json' }

/** The PostgreSQL schema that belongs to pg-boss. */
const SCHEMA = 'pgboss'

/**
 * Makes the schema of pg-boss, or brings it to the installed version. For
 * migrations: processes that work jobs never change it. A pg-boss with another
 * schema comes with a migration that calls this again.
 */
export async function prepareJobs(db: QueryClientContract): Promise<void> {
  const version = await schemaVersion(db)
  if (version === null) await db.rawQuery(withoutTransaction(getConstructionPlans(SCHEMA)))
  else if (version < packageJson.pgboss.schema) {
    await db.rawQuery(withoutTransaction(getMigrationPlans(SCHEMA, version)))
  }
  for (const role of ['crm_app', 'crm_system']) await letEnqueue(db, role)
}

async function schemaVersion(db: QueryClientContract): Promise<number | null> {
  const { rows: tables } = await db.rawQuery<{ rows: { found: boolean }[] }>(
    `SELECT to_regclass('${SCHEMA}.version') IS NOT NULL AS found`
  )
  if (!tables[0]?.found) return null
  const { rows } = await db.rawQuery<{ rows: { version: number }[] }>(
    `SELECT version FROM ${SCHEMA}.version`
  )
  return rows[0]?.version ?? null
}

/** The plans of pg-boss bring their own transaction; a migration has one already. */
function withoutTransaction(plan: string): string {
  const match = /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/.exec(plan)
  if (!match?.[1]) throw new Error('The plan of pg-boss does not begin and end as it used to')
  return match[1]
}

/**
 * Lets a working role put jobs down and nothing else. Payloads are of all
 * organizations: it cannot read them, and an organization can only put down
 * jobs of its own. The owner of the schema, as whom jobs are worked, stands
 * above the policies.
 *
 * The two columns that it reads are those that pg-boss's own statement returns,
 * and row by row no more than it may put down.
 */
async function letEnqueue(db: QueryClientContract, role: string): Promise<void> {
  const table = `${SCHEMA}.job_common`
  const own =
    role === 'crm_app'
      ? `(data->>'organizationId' IS NULL OR data->>'organizationId' = app_organization()::text)`
      : 'true'
  await db.rawQuery(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`)
  await db.rawQuery(`DROP POLICY IF EXISTS ${role}_enqueues ON ${table}`)
  await db.rawQuery(
    `CREATE POLICY ${role}_enqueues ON ${table} FOR INSERT TO ${role} WITH CHECK (${own})`
  )
  await db.rawQuery(`DROP POLICY IF EXISTS ${role}_has_enqueued ON ${table}`)
  await db.rawQuery(
    `CREATE POLICY ${role}_has_enqueued ON ${table} FOR SELECT TO ${role} USING (${own})`
  )
  await db.rawQuery(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${role}`)
  await db.rawQuery(`GRANT INSERT, SELECT (id, start_after) ON ${table} TO ${role}`)
  await db.rawQuery(`GRANT SELECT ON ${SCHEMA}.queue TO ${role}`)
}
