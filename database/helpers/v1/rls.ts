import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const VERBS = 'SELECT, INSERT, UPDATE, DELETE'

/**
 * Puts a table behind the fence: row-level security, forced on its owner too,
 * with one policy for requests (`crm_app`: rows of the active organization)
 * and one for the system (`crm_system`: all rows). For migrations.
 *
 * @param key the column that names the organization
 */
export async function enableRls(db: QueryClientContract, table: string, key = 'organization_id') {
  await enableRlsWith(db, table, `${key} = app_organization()`)
  await db.rawQuery(`GRANT ${VERBS} ON ${table} TO crm_app`)
}

/**
 * Puts a table behind a fence of its own making, for the few that have no
 * organization column. Grants nothing to requests: the migration says what
 * they may do.
 */
export async function enableRlsWith(db: QueryClientContract, table: string, predicate: string) {
  await db.rawQuery(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`)
  await db.rawQuery(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`)
  await db.rawQuery(
    `CREATE POLICY organization ON ${table} FOR ALL TO crm_app
     USING (${predicate}) WITH CHECK (${predicate})`
  )
  await db.rawQuery(
    `CREATE POLICY system ON ${table} FOR ALL TO crm_system USING (true) WITH CHECK (true)`
  )
  await db.rawQuery(`GRANT ${VERBS} ON ${table} TO crm_system`)
}

/**
 * Makes a function of `crm_system`, callable by the named roles only
 * (`SESSION_USER` is the login role, which also makes the triggers). Its body
 * must take the organization from `app_organization()`, never from an argument,
 * unless it exists to find the organization.
 */
export async function createSecurityDefiner(
  db: QueryClientContract,
  signature: string,
  definition: string,
  callers: readonly string[]
) {
  await db.rawQuery(
    `CREATE FUNCTION ${signature} ${definition.replace(
      'AS $$',
      () => 'SECURITY DEFINER SET search_path = public, pg_temp AS $$'
    )}`
  )
  const name = callable(signature)
  await db.rawQuery('GRANT CREATE ON SCHEMA public TO crm_system')
  await db.rawQuery(`ALTER FUNCTION ${name} OWNER TO crm_system`)
  await db.rawQuery('REVOKE CREATE ON SCHEMA public FROM crm_system')
  await asSystemRole(db, async () => {
    await db.rawQuery(`REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`)
    for (const caller of callers) {
      await db.rawQuery(`GRANT EXECUTE ON FUNCTION ${name} TO ${caller}`)
    }
  })
}

/** Drops functions that `createSecurityDefiner` made: `f(uuid, text)`. */
export async function dropSecurityDefiners(
  db: QueryClientContract,
  ...signatures: readonly string[]
) {
  await asSystemRole(db, async () => {
    for (const signature of signatures) await db.rawQuery(`DROP FUNCTION ${signature}`)
  })
}

/** `f(a uuid, b text) RETURNS text` is named `f(uuid, text)` in GRANT and ALTER. */
function callable(signature: string): string {
  const match = /^(\w+)\((.*?)\)/.exec(signature)
  if (!match) throw new Error(`"${signature}" is not the signature of a function`)
  const types = (match[2] ?? '')
    .split(',')
    .map((argument) => argument.trim().split(/\s+/).slice(1).join(' '))
    .filter((type) => type !== '')
  return `${match[1]}(${types.join(', ')})`
}

async function asSystemRole(db: QueryClientContract, work: () => Promise<void>) {
  await db.rawQuery('SET LOCAL ROLE crm_system')
  await work()
  await db.rawQuery('RESET ROLE')
}
