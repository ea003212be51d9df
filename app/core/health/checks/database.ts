import app from '@adonisjs/core/services/app'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import {
  type CheckResult,
  type Issue,
  checkResult,
  problem,
  warning,
} from '#core/health/checks/issue'
import { MISSING_PRIVILEGES_SQL } from '#core/database/role_privileges'
import { recentRestarts } from '#embedded_postgres/restarts'
import { pendingMigrations } from '#core/database/migrations'
import { projectFolder } from '#core/support/project_folder'
import { rlsViolations } from '#core/database/catalogue_check'
import env from '#start/env'

const OLDEST_VERSION = 150_000
/** The share of the server's connections from which on it is told that they run out. */
const MANY_CONNECTIONS = 0.9

interface Server {
  readonly version: number
  readonly versionName: string
  readonly role: string
  readonly isSuperuser: boolean
  readonly bypassesRls: boolean
  readonly size: string
  readonly connections: number
  readonly maxConnections: number
  readonly startedAt: string
  /** Sentences about what keeps the login role from working as the roles of requests and of the system. */
  readonly missingPrivileges: readonly string[]
}

/** The server, and who logs in to it. */
export async function checkDatabase(client: QueryClientContract): Promise<CheckResult> {
  const server = await ask(client).catch(() => null)
  if (server === null) {
    return checkResult([
      problem('The database does not answer. Start it, or correct DATABASE_URL.'),
    ])
  }
  return checkResult(
    [...checkServer(server), ...(await checkRestarts())],
    [
      `PostgreSQL ${server.versionName}, running since ${server.startedAt}`,
      server.size,
      `${server.connections} of ${server.maxConnections} connections`,
    ]
  )
}

async function checkRestarts(): Promise<Issue[]> {
  return env.get('DATABASE_URL') ? [] : restartIssues(await recentRestarts(projectFolder(app)))
}

/**
 * An embedded server that dies is started again, and yet something is wrong.
 *
 * @param restarts within 24 hours, the last one last
 */
export function restartIssues(restarts: readonly Date[]): Issue[] {
  const last = restarts.at(-1)
  if (last === undefined) return []
  return [
    warning(
      `The embedded PostgreSQL died and was started again, ${restarts.length} times within 24 hours, ` +
        `last at ${last.toISOString()}. See the end of its log, server.log beside its data.`
    ),
  ]
}

/** Whether the database has seen all migrations. */
export async function checkMigrations(client: QueryClientContract): Promise<CheckResult> {
  const pending = await pendingMigrations({ client })
  if (pending.length === 0) return checkResult([], ['none is pending'])
  const names = pending.join(', ')
  return checkResult([problem(`Migrations are pending (${names}). Run "node ace migration:run".`)])
}

/** The fence between organizations, by the catalogue. */
export async function checkRls(client: QueryClientContract): Promise<CheckResult> {
  const sentences = await rlsViolations((text) => client.rawQuery(text))
  return checkResult(
    sentences.map((sentence) =>
      problem(
        `Row-level security does not isolate organizations: ${sentence}. Fix it with a migration.`
      )
    )
  )
}

/** Indexes that are in the order of a version of ICU which the server no longer has. */
export async function checkCollations(client: QueryClientContract): Promise<CheckResult> {
  const { rows }: { rows: { name: string }[] } = await client.rawQuery(
    `SELECT collname AS name FROM pg_collation
     WHERE collnamespace = 'public'::regnamespace AND collprovider = 'i'
       AND collversion IS DISTINCT FROM pg_collation_actual_version(oid)
     ORDER BY collname`
  )
  return checkResult(
    rows.map(({ name }) =>
      problem(
        `The server has another version of ICU than the one by which the indexes with the collation "${name}" ` +
          `are ordered, so that lists and filters may miss records. Run "REINDEX DATABASE", and then ` +
          `"ALTER COLLATION ${name} REFRESH VERSION".`
      )
    )
  )
}

async function ask(client: QueryClientContract): Promise<Server> {
  const { rows }: { rows: Server[] } = await client.rawQuery(
    `SELECT current_setting('server_version_num')::int AS version, rolname AS role,
            rolsuper AS "isSuperuser", rolbypassrls AS "bypassesRls",
            current_setting('server_version') AS "versionName",
            pg_size_pretty(pg_database_size(current_database())) AS size,
            (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
            current_setting('max_connections')::int AS "maxConnections",
            to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS "startedAt",
            ARRAY(${MISSING_PRIVILEGES_SQL}) AS "missingPrivileges"
     FROM pg_roles WHERE rolname = current_user`
  )
  const [server] = rows
  if (!server) throw new Error('The login role is not in the catalogue')
  return server
}

function checkServer(server: Server): Issue[] {
  const { version, role, isSuperuser, bypassesRls, connections, maxConnections } = server
  const issues = server.missingPrivileges.map((sentence) =>
    problem(`${sentence}.`.replace(/;\.$/, ';'))
  )
  if (version < OLDEST_VERSION) {
    issues.push(problem('PostgreSQL is older than 15. Move the database to a newer server.'))
  }
  if (isSuperuser || bypassesRls) {
    issues.push(
      warning(
        `The login role ${role} stands above row-level security. Requests work as crm_app and are ` +
          'fenced all the same; log in with a role that is neither superuser nor BYPASSRLS.'
      )
    )
  }
  if (connections > MANY_CONNECTIONS * maxConnections) {
    issues.push(
      warning(
        `${connections} of ${maxConnections} connections are in use. Raise max_connections, or lower DB_POOL_MAX.`
      )
    )
  }
  return issues
}
