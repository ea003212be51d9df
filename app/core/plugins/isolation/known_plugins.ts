import { isDeepStrictEqual } from 'node:util'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { missingPrivileges } from '#core/database/role_privileges'
import type { Plugin } from '#core/plugins/api'
import { brokenPlugins } from '#core/plugins/broken'
import { enabledOf, installedPlugins, setMissing } from '#core/plugins/installed'
import {
  type KnownRow,
  missingByManifest,
  missingOf,
  narrowingOf,
} from '#core/plugins/isolation/missing_by_manifest'
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
    if (!table?.is) return 'not yet'
    /* A restore may have forgotten them: the readiness says so, and no one gets in. */
    const lacking = await missingPrivileges((text) => client.rawQuery(text))
    return lacking.length > 0 ? 'refused' : asSystemRole(client, () => note(client))
  })
  if (known === 'refused') {
    setMissing(missingByManifest())
    return false
  }
  const rows = known === 'not yet' ? new Map<string, KnownRow>() : known
  const gone = [...rows].filter(isGone)
  for (const [id] of gone) logger.error({ plugin: id }, GONE)
  setMissing([
    ...broken.map((entry) => missingOf(entry, rows.get(entry.id) ?? NEW)),
    ...gone.map(([id, row]) => missingOf({ id, reasons: [], plugin: null }, row)),
  ])
  return known !== 'not yet'
}

/** One that no server has ever run here: where no organization turned it on, it has never decided about anything. */
const NEW: KnownRow = { version: '0.0.0', enabled: 'off', narrows: null }

/** One that may have run here before there were notes: it may keep callers from anything, everywhere. */
const UNKNOWN: KnownRow = { version: '0.0.0', enabled: null, narrows: null }

/** The row of a database that is older than the notes, until a server has started. */
const OLDER = '*'

const GONE =
  'A plugin that decides about records is not in config/plugins.ts: list it again, or run "node ace plugin:uninstall"'

/** Whether a plugin has left the list without being uninstalled, and what it decided about would open. */
function isGone([id, { narrows }]: readonly [string, KnownRow]): boolean {
  const isListed = [...installedPlugins(), ...brokenPlugins()].some((plugin) => plugin.id === id)
  if (isListed || narrows === null) return false
  const { resources, actions, guards } = narrows
  return [resources, actions, guards].some(({ length }) => length > 0)
}

/** Writes down what plugins decide about where that is another than was known. @returns what was known */
async function note(client: QueryClientContract): Promise<ReadonlyMap<string, KnownRow>> {
  const rows = await rowsOf<KnownRow & { readonly id: string }>(
    client,
    'SELECT id, version, enabled, narrows FROM known_plugins'
  )
  const known = new Map(rows.map(({ id, ...row }) => [id, row]))
  if (known.delete(OLDER)) {
    for (const { id, plugin } of brokenPlugins()) {
      if (plugin === null && !known.has(id)) {
        known.set(id, UNKNOWN)
        await write(client, id, UNKNOWN)
      }
    }
    await client.rawQuery('DELETE FROM known_plugins WHERE id = ?', [OLDER])
  }
  for (const plugin of installedPlugins().filter(({ core }) => !core)) {
    const row = rowOf(plugin)
    if (!isDeepStrictEqual(known.get(plugin.id), row)) await write(client, plugin.id, row)
  }
  return known
}

async function write(client: QueryClientContract, id: string, row: KnownRow): Promise<void> {
  await client.rawQuery(
    `INSERT INTO known_plugins (id, version, enabled, narrows) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, narrows = EXCLUDED.narrows,
       enabled = EXCLUDED.enabled, seen_at = now()`,
    [id, row.version, JSON.stringify(row.enabled), JSON.stringify(row.narrows)]
  )
}

function rowOf(plugin: Plugin): KnownRow {
  return {
    version: plugin.version,
    enabled: enabledOf(plugin),
    narrows: narrowingOf(plugin),
  }
}

async function rowsOf<R>(client: QueryClientContract, sql: string): Promise<readonly R[]> {
  const { rows } = await client.rawQuery<{ rows: R[] }>(sql)
  return rows
}
