import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { DEAD_LETTERS } from '#core/jobs/boss'
import { SCHEMA } from '#core/jobs/schema'
import { brokenPlugins } from '#core/plugins/broken'
import { installedPlugins } from '#core/plugins/installed'
import { type Named, namesOwnedBy } from '#core/plugins/naming'
import { recordedMigrations } from '#core/plugins/plugin_migrations'

/** How many rows of a table it is about. */
export interface Rows {
  readonly table: string
  readonly rows: number
}

/** All that a plugin has in the database, of every organization. */
export interface OwnedObjects {
  /** Recorded, newest first. */
  readonly migrations: readonly string[]
  readonly tables: readonly Rows[]
  /** Records of others that carry values of its fields. */
  readonly values: readonly Rows[]
  /** How many organizations have turned it on or off, or set it up. */
  readonly choices: number
  /** Its permissions in roles and API keys of organizations. */
  readonly grants: readonly string[]
  /** Jobs that wait, dead letters among them. */
  readonly jobs: number
  /** Messages that wait for its listeners which are paused. */
  readonly messages: number
  /** Its listeners that fail, each counted in each organization. */
  readonly breakers: number
  /** Processes, also those that have ended. */
  readonly processes: number
}

/** Its jobs and mails, and messages that wait for its listeners. Takes the id three times. */
export const JOBS_OF_PLUGIN = `
  (name LIKE ? || '/%'
   OR (name LIKE 'plugins/%' AND data->>'plugin' = ?)
   OR (name = '${DEAD_LETTERS}' AND (source_name LIKE ? || '/%'
       OR (source_name LIKE 'plugins/%' AND data->>'plugin' = ?))))`

/** Tables of ours in which a row is of a plugin, and is gone with it. */
export const ROWS_OF_PLUGIN = [
  'held_messages',
  'listener_breakers',
  'process_runs',
  'timeline_items',
]

/**
 * Counts what a plugin has in the database. As the login role, in a transaction.
 *
 * @param ids of all plugins that there are
 */
export async function ownedObjectsOf(
  id: string,
  ids: readonly string[],
  db: QueryClientContract
): Promise<OwnedObjects> {
  const plugins = await namedPlugins([id, ...ids], db)
  const isIts = namesOwnedBy(plugins.get(id) ?? { id }, [...plugins.values()])
  const tables = (await namesIn(db, TABLES)).filter(isIts)
  const migrations = await recordedMigrations(id, db)
  const jobs = await numberIn(
    db,
    `SELECT count(*) AS n FROM ${SCHEMA}.job WHERE state < 'completed' AND ${JOBS_OF_PLUGIN}`,
    [id, id, id, id]
  )
  const extended = await namesIn(db, EXTENDED)
  return asSystemRole(db, async () => ({
    migrations,
    tables: await counted(db, tables, 'true', []),
    values: (await counted(db, extended, 'jsonb_exists(extensions, ?)', [id])).filter(
      ({ rows }) => rows > 0
    ),
    choices: await numberIn(db, 'SELECT count(*) AS n FROM organization_plugins WHERE plugin = ?', [
      id,
    ]),
    grants: (await namesIn(db, GRANTED)).filter((name) => isIts(name.split(':')[0] ?? '')),
    jobs,
    messages: await numberIn(db, 'SELECT count(*) AS n FROM held_messages WHERE plugin = ?', [id]),
    breakers: await numberIn(db, 'SELECT count(*) AS n FROM listener_breakers WHERE plugin = ?', [
      id,
    ]),
    processes: await numberIn(db, 'SELECT count(*) AS n FROM process_runs WHERE plugin = ?', [id]),
  }))
}

/** By what the names of plugins begin: their manifests say it, or else what was noted when they last ran. */
async function namedPlugins(
  ids: readonly string[],
  db: QueryClientContract
): Promise<ReadonlyMap<string, Named>> {
  const read: readonly Named[] = [
    ...brokenPlugins().flatMap(({ plugin }) => plugin ?? []),
    ...installedPlugins(),
  ]
  const { rows } = await asSystemRole(db, () =>
    db.rawQuery<{ rows: { id: string; prefixes: string[] | null }[] }>(
      `SELECT id, narrows->'prefixes' AS prefixes FROM known_plugins`
    )
  )
  return new Map(
    ids.map((id) => {
      const noted = rows.find((row) => row.id === id)?.prefixes ?? []
      return [id, { id, prefixes: read.find((plugin) => plugin.id === id)?.prefixes ?? noted }]
    })
  )
}

/** Runs statements as the system, for whom every organization's rows are there. */
export async function asSystemRole<T>(db: QueryClientContract, work: () => Promise<T>): Promise<T> {
  await db.rawQuery('SET LOCAL ROLE crm_system')
  const result = await work()
  await db.rawQuery('RESET ROLE')
  return result
}

const TABLES = `
  SELECT relname AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`

/** Tables of records that plugins may add fields to. */
const EXTENDED = `
  SELECT c.relname AS name FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'extensions' AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`

const GRANTED = `
  SELECT permission AS name FROM role_permissions
  UNION SELECT unnest(permissions) FROM api_keys ORDER BY 1`

async function namesIn(db: QueryClientContract, sql: string, values: string[] = []) {
  const { rows } = await db.rawQuery<{ rows: { name: string }[] }>(sql, values)
  return rows.map(({ name }) => name)
}

async function numberIn(db: QueryClientContract, sql: string, values: string[]): Promise<number> {
  const { rows } = await db.rawQuery<{ rows: { n: number }[] }>(sql, values)
  return rows[0]?.n ?? 0
}

async function counted(
  db: QueryClientContract,
  tables: readonly string[],
  condition: string,
  values: string[]
): Promise<Rows[]> {
  const found: Rows[] = []
  for (const table of tables) {
    const sql = `SELECT count(*) AS n FROM ${table} WHERE ${condition}`
    found.push({ table, rows: await numberIn(db, sql, values) })
  }
  return found
}
