import type { CatalogueQuery } from '#core/database/catalogue_check'

/** Under which requests and the system work; both are the server's, not the database's. */
const ROLES = ['crm_app', 'crm_system']

const quoted = ROLES.map((role) => `'${role}'`).join(', ')

/**
 * What keeps the login role from working as the two roles: what a restore on another server most
 * often forgets. Before the first migration nothing does.
 */
const CHECKS: readonly string[] = [
  `SELECT 'The role ' || role || ' does not exist. As a superuser: CREATE ROLE ' || role
       || ' NOLOGIN; then restore once more, since its privileges could not be restored' AS problem
   FROM unnest(ARRAY[${quoted}]) role WHERE to_regrole(role) IS NULL`,

  `SELECT 'The login role ' || current_user || ' may not work as ' || string_agg(rolname, ', ' ORDER BY rolname)
       || ', so that no user can log in. As a superuser: GRANT ' || string_agg(rolname, ', ' ORDER BY rolname)
       || ' TO ' || quote_ident(current_user)
       || CASE WHEN modern THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END || ';'
   FROM pg_roles, (SELECT current_setting('server_version_num')::int >= 160000 AS modern) server
   WHERE rolname IN (${quoted})
     AND NOT pg_has_role(current_user, pg_roles.oid, CASE WHEN modern THEN 'SET' ELSE 'MEMBER' END)
   GROUP BY modern`,

  `SELECT 'Tables give ' || rolname || ' nothing (' || count(*) || ', such as ' || min(c.relname)
       || '). Restore them with their privileges: pg_restore without --no-privileges'
   FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
   JOIN pg_roles r ON r.rolname = 'crm_system' AND r.oid = ANY(p.polroles)
   WHERE c.relnamespace = 'public'::regnamespace
     AND NOT has_table_privilege(r.oid, c.oid, 'SELECT')
   GROUP BY rolname`,

  `SELECT 'Tables belong to ' || owner || ' (' || count(*) || ', such as ' || min(c.relname)
       || '), so that ' || current_user || ' cannot change them. Restore them with their owner: '
       || 'pg_restore without --no-owner'
   FROM pg_class c, pg_get_userbyid(c.relowner) owner
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     AND NOT pg_has_role(current_user, c.relowner, 'USAGE')
   GROUP BY owner`,
]

/** A query that answers, as rows of one text, sentences about what the login role lacks. */
export const MISSING_PRIVILEGES_SQL = `SELECT problem FROM (${CHECKS.map((check) => `(${check})`).join(' UNION ALL ')}) found
   WHERE to_regclass('public.users') IS NOT NULL`

/**
 * What the login role lacks, as sentences that name the statement to be run; none when nothing is
 * missing, or when the database has not been migrated yet.
 *
 * @param query runs as the login role, not as one of the two
 */
export async function missingPrivileges(query: CatalogueQuery): Promise<string[]> {
  const { rows } = await query(MISSING_PRIVILEGES_SQL)
  return rows.map(sentenceOf)
}

function sentenceOf(row: unknown): string {
  if (typeof row === 'object' && row !== null && 'problem' in row) return String(row.problem)
  throw new Error('A check of the grants answers sentences')
}
