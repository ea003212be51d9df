import { isDeepStrictEqual } from 'node:util'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { missingPrivileges } from '#core/database/role_privileges'
import type { Plugin } from '#core/plugins/api'
import { brokenPlugins } from '#core/plugins/broken'
import { enabledOf, installedPlugins, setMissing } from '#core/plugins/installed'
import { narrowingOf } from '#core/plugins/isolation/missing'
import { type KnownRow, missingOf } from '#core/plugins/isolation/missing_by_manifest'
import { asSystemRole } from '#core/plugins/owned_objects'

/**
 * Notes what each plugin that runs keeps callers from, and finds out what those do that cannot
 * be loaded: by their manifests, or else by what was noted when they last ran. For a server that starts.
 *
 * @returns whether the database can say; not before its migrations have run, nor without privileges
 */
export async function recallPlugins(): Promise<boolean> {
  const broken = brokenPlugins()
  const known = await db.transaction(async (client) => {
    const [table] = await rowsOf<{ is: boolean }>(
      client,
      `SELECT to_regclass('known_plugins') IS NOT NULL AS is`
    )
    if (!table?.is) return null
    /* A restore may have forgotten them: the readiness says so, and no one gets in. */
    const lacking = await missingPrivileges((text) => client.rawQuery(text))
    return lacking.length > 0 ? null : asSystemRole(client, () => note(client))
  })
  const gone = [...(known?.values() ?? [])].filter(isGone)
  for (const { id } of gone) logger.error({ plugin: id }, GONE)
  setMissing([
    ...broken.map((entry) => missingOf(entry, known?.get(entry.id))),
    ...gone.map((row) => missingOf({ id: row.id, reasons: [], plugin: null }, row)),
  ])
  return known !== null
}

const GONE =
  'A plugin that decides about records is not in config/plugins.ts: list it again, or run "node ace plugin:uninstall"'

/** Whether a plugin has left the list without being uninstalled, and what it decided about would open. */
function isGone({ id, narrows }: KnownRow): boolean {
  const isListed = [...installedPlugins(), ...brokenPlugins()].some((plugin) => plugin.id === id)
  return !isListed && Object.values(narrows).some(({ length }) => length > 0)
}

async function note(client: QueryClientContract): Promise<ReadonlyMap<string, KnownRow>> {
  const rows = await rowsOf<KnownRow>(
    client,
    'SELECT id, version, enabled, narrows FROM known_plugins'
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  const current = installedPlugins().filter(({ core }) => !core)
  for (const row of current.map(rowOf)) {
    if (isSame(known.get(row.id), row)) continue
    await client.rawQuery(
      `INSERT INTO known_plugins (id, version, enabled, narrows) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, narrows = EXCLUDED.narrows,
         enabled = EXCLUDED.enabled, seen_at = now()`,
      [row.id, row.version, JSON.stringify(row.enabled), JSON.stringify(row.narrows)]
    )
  }
  return known
}

function rowOf(plugin: Plugin): KnownRow {
  const { id, version } = plugin
  return { id, version, enabled: enabledOf(plugin), narrows: narrowingOf(plugin) }
}

function isSame(row: KnownRow | undefined, other: KnownRow): boolean {
  return (
    row !== undefined &&
    row.version === other.version &&
    isDeepStrictEqual(row.enabled, other.enabled) &&
    row.narrows.resources.join() === other.narrows.resources.join() &&
    row.narrows.actions.join() === other.narrows.actions.join() &&
    row.narrows.guards.join() === other.narrows.guards.join()
  )
}

async function rowsOf<R>(client: QueryClientContract, sql: string): Promise<readonly R[]> {
  const { rows } = await client.rawQuery<{ rows: R[] }>(sql)
  return rows
}
