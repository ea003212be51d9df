/** Runs one statement: a unit of work's `query`, or any client of the driver. */
export type CatalogueQuery = (text: string) => Promise<{ readonly rows: readonly unknown[] }>

/** What requests work as. It must be able to do nothing to the fence itself. */
const APP = 'crm_app'
const SYSTEM = 'crm_system'

/** Tables of the application; `tenant` ones carry an organization. */
const TABLES = `
  WITH tables AS (
    SELECT c.oid, c.relname AS name, c.relrowsecurity AS fenced, c.relforcerowsecurity AS forced,
           c.relowner AS owner,
           EXISTS (SELECT 1 FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attname = 'organization_id'
                     AND NOT a.attisdropped) AS tenant,
           has_table_privilege('${APP}', c.oid, 'SELECT, INSERT, UPDATE, DELETE')
             OR has_any_column_privilege('${APP}', c.oid, 'SELECT, INSERT, UPDATE') AS reachable
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  )`

/** The names of a key's columns, in the key's order. */
const columns = (table: string, numbers: string) => `
  ARRAY(SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY key (number, position)
        JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = key.number
        ORDER BY key.position)`

const policyOf = (role: string) => `
  SELECT 1 FROM pg_policy p
  WHERE p.polrelid = tables.oid AND p.polpermissive AND p.polcmd = '*'
    AND p.polroles = ARRAY['${role}'::regrole::oid]
    AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL`

/** The tables of pg-boss, which hold the payloads of all organizations. */
const JOB_TABLES = `
  WITH tables AS (
    SELECT c.oid, c.relname AS name, c.relrowsecurity AS fenced
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'pgboss' AND c.relkind IN ('r', 'p')
  )`

/** Each answers one sentence per thing that is wrong. */
const CHECKS: readonly string[] = [
  `${TABLES} SELECT name || ' has no row-level security' AS problem
   FROM tables WHERE (tenant OR reachable) AND NOT fenced`,

  `${TABLES} SELECT name || ' does not force row-level security on its owner' AS problem
   FROM tables WHERE (tenant OR reachable) AND NOT forced`,

  `${TABLES} SELECT name || ' has no policy of ${APP} with USING and WITH CHECK' AS problem
   FROM tables WHERE (tenant OR reachable) AND NOT EXISTS (${policyOf(APP)})`,

  `${TABLES} SELECT name || ' has no policy of ${SYSTEM} with USING and WITH CHECK' AS problem
   FROM tables WHERE (tenant OR reachable) AND NOT EXISTS (${policyOf(SYSTEM)})`,

  `${TABLES} SELECT tables.name || ': the policy ' || p.polname || ' applies to PUBLIC' AS problem
   FROM tables JOIN pg_policy p ON p.polrelid = tables.oid WHERE 0 = ANY(p.polroles)`,

  `${TABLES} SELECT tables.name || ': the policy ' || p.polname || ' does not ask for the organization' AS problem
   FROM tables JOIN pg_policy p ON p.polrelid = tables.oid
   WHERE tables.tenant AND '${APP}'::regrole = ANY(p.polroles)
     AND (pg_get_expr(p.polqual, p.polrelid) NOT LIKE '%organization_id = app_organization()%'
       OR pg_get_expr(p.polwithcheck, p.polrelid) NOT LIKE '%organization_id = app_organization()%')`,

  `${TABLES} SELECT name || ': the primary key does not begin with organization_id' AS problem
   FROM tables
   WHERE tenant AND NOT EXISTS (
     SELECT 1 FROM pg_constraint k WHERE k.conrelid = tables.oid AND k.contype = 'p'
       AND (${columns('k.conrelid', 'k.conkey')})[1] = 'organization_id')`,

  `${TABLES} SELECT source.name || ': the foreign key ' || k.conname || ' lets a row of another organization in' AS problem
   FROM tables source
   JOIN pg_constraint k ON k.conrelid = source.oid AND k.contype = 'f'
   JOIN tables target ON target.oid = k.confrelid
   WHERE source.tenant AND target.tenant AND NOT EXISTS (
     SELECT 1 FROM unnest(${columns('k.conrelid', 'k.conkey')},
                          ${columns('k.confrelid', 'k.confkey')}) pair (here, there)
     WHERE pair.here = 'organization_id' AND pair.there = 'organization_id')`,

  /* A partial index serves a foreign key when all it leaves out are rows without one. */
  `${TABLES} SELECT tables.name || ': the foreign key ' || k.conname || ' has no index' AS problem
   FROM tables JOIN pg_constraint k ON k.conrelid = tables.oid AND k.contype = 'f'
   WHERE NOT EXISTS (
     SELECT 1 FROM pg_index i
     WHERE i.indrelid = k.conrelid AND i.indisvalid
       AND (SELECT array_agg(number ORDER BY number)
            FROM unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) number)
         = (SELECT array_agg(number ORDER BY number) FROM unnest(k.conkey) number)
       AND (i.indpred IS NULL OR EXISTS (
         SELECT 1 FROM unnest(${columns('k.conrelid', 'k.conkey')}) name
         WHERE pg_get_expr(i.indpred, i.indrelid) = '(' || name || ' IS NOT NULL)')))`,

  `SELECT p.oid::regprocedure || ' is a security definer without a search_path of its own' AS problem
   FROM pg_proc p
   WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
     AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%')`,

  `SELECT p.oid::regprocedure || ' is a security definer that PUBLIC may call' AS problem
   FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) granted
   WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND granted.grantee = 0`,

  `SELECT c.relname || ' is a view with the rights of its owner' AS problem
   FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'
     AND NOT coalesce('security_invoker=true' = ANY(c.reloptions)
                   OR 'security_invoker=on' = ANY(c.reloptions), false)`,

  `SELECT c.relname || ' is a materialized view that ${APP} may read' AS problem
   FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'm'
     AND has_table_privilege('${APP}', c.oid, 'SELECT')`,

  `SELECT r.rolname || ' is more than a role that works' AS problem
   FROM pg_roles r
   WHERE r.rolname IN ('${APP}', '${SYSTEM}')
     AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolcanlogin)`,

  `SELECT '${APP} is a member of ' || m.roleid::regrole AS problem
   FROM pg_auth_members m WHERE m.member = '${APP}'::regrole`,

  `SELECT '${APP} owns ' || c.oid::regclass AS problem
   FROM pg_class c WHERE c.relowner = '${APP}'::regrole`,

  `${TABLES} SELECT '${APP} may ' || verb || ' ' || name AS problem
   FROM tables, unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) verb
   WHERE has_table_privilege('${APP}', oid, verb)`,

  `${JOB_TABLES} SELECT 'pgboss.job_common has no row-level security' AS problem
   FROM tables WHERE name = 'job_common' AND NOT fenced`,

  `${JOB_TABLES} SELECT '${APP} may ' || verb || ' pgboss.' || name AS problem
   FROM tables, unnest(ARRAY['SELECT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) verb
   WHERE has_table_privilege('${APP}', oid, verb) AND NOT (name = 'queue' AND verb = 'SELECT')`,

  `${JOB_TABLES} SELECT '${APP} may read ' || a.attname || ' of pgboss.' || name AS problem
   FROM tables JOIN pg_attribute a ON a.attrelid = tables.oid
     AND a.attname IN ('data', 'output', 'source_output')
   WHERE has_column_privilege('${APP}', tables.oid, a.attname, 'SELECT')
     AND NOT has_table_privilege('${APP}', tables.oid, 'SELECT')`,

  `SELECT '${APP} may create in the schema public' AS problem
   WHERE has_schema_privilege('${APP}', 'public', 'CREATE')`,
]

/**
 * What is wrong with the fence between organizations, as sentences; none when
 * it stands. Asks the catalogue of the running database, so that a table that
 * a user added without a fence is found wherever it was added.
 */
export async function rlsViolations(query: CatalogueQuery): Promise<string[]> {
  const { rows } = await query(CHECKS.map((check) => `(${check})`).join(' UNION ALL '))
  return rows.map(sentenceOf).sort()
}

function sentenceOf(row: unknown): string {
  if (typeof row === 'object' && row !== null && 'problem' in row) return String(row.problem)
  throw new Error('A check of the catalogue answers sentences')
}
