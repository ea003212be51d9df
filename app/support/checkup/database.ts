import db from '@adonisjs/lucid/services/db'
import { type Finding, problem, warning } from '#support/checkup/finding'
import { pendingMigrations } from '#support/migrations'
import { fenceProblems } from '#tenancy/catalogue_check'

const OLDEST_VERSION = 150_000

interface Server {
  readonly version: number
  readonly role: string
  readonly isSuperuser: boolean
  readonly bypassesFence: boolean
}

/**
 * The server, who logs in to it, its migrations, and the fence between organizations.
 *
 * @param isMigrated whether the migrations are known to have run, as on a server that is ready
 */
export async function checkDatabase({ isMigrated = false } = {}): Promise<Finding[]> {
  const server = await ask().catch(() => null)
  if (server === null) {
    return [problem('The database does not answer. Start it, or correct DATABASE_URL.')]
  }
  const findings = [...checkServer(server)]
  const pending = isMigrated ? [] : await pendingMigrations()
  if (pending.length > 0) {
    const names = pending.join(', ')
    return [
      ...findings,
      problem(`Migrations are pending (${names}). Run "node ace migration:run".`),
    ]
  }
  return [...findings, ...(await checkFence())]
}

async function ask(): Promise<Server> {
  const { rows }: { rows: Server[] } = await db.rawQuery(
    `SELECT current_setting('server_version_num')::int AS version, rolname AS role,
            rolsuper AS "isSuperuser", rolbypassrls AS "bypassesFence"
     FROM pg_roles WHERE rolname = current_user`
  )
  const [server] = rows
  if (!server) throw new Error('The login role is not in the catalogue')
  return server
}

function checkServer({ version, role, isSuperuser, bypassesFence }: Server): Finding[] {
  const findings: Finding[] = []
  if (version < OLDEST_VERSION) {
    findings.push(problem('PostgreSQL is older than 15. Move the database to a newer server.'))
  }
  if (isSuperuser || bypassesFence) {
    findings.push(
      warning(
        `The login role ${role} stands above row-level security. Requests work as crm_app and are ` +
          'fenced all the same; log in with a role that is neither superuser nor BYPASSRLS.'
      )
    )
  }
  return findings
}

async function checkFence(): Promise<Finding[]> {
  const sentences = await fenceProblems((text) => db.rawQuery(text))
  return sentences.map((sentence) =>
    problem(`The fence between organizations is open: ${sentence}. Mend it with a migration.`)
  )
}
