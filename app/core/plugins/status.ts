import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { Plugin } from '#core/plugins/api'
import { brokenPlugins } from '#core/plugins/broken'
import { type Need, installedPlugins, needsOf } from '#core/plugins/installed'
import { asSystemRole } from '#core/plugins/owned_objects'
import { migrationsOf, pluginOfMigration } from '#core/plugins/plugin_migrations'
import { areOnSql, needsJson } from '#core/plugins/where_on'

/** How a plugin stands in this installation. */
export interface PluginStatus {
  readonly plugin: Plugin
  /** In how many organizations it is on. */
  readonly on: number
  /** How many of its listeners are paused, each counted in each organization. */
  readonly paused: number
  /** Migrations that the database has not seen. */
  readonly pending: readonly string[]
}

/** How all plugins stand, and how many organizations there are. In a transaction of the login role. */
export async function pluginStatuses(
  db: QueryClientContract
): Promise<{ readonly organizations: number; readonly plugins: readonly PluginStatus[] }> {
  const done = new Set((await recorded(db)).map(({ name }) => name))
  const { all, chosen, counted, paused } = await asSystemRole(db, async () => ({
    counted: await countsOfNeedy(db),
    all: (await rowsOf<{ n: number }>(db, 'SELECT count(*) AS n FROM organizations'))[0]?.n ?? 0,
    chosen: await rowsOf<{ plugin: string; on: number; off: number }>(
      db,
      `SELECT plugin, count(*) FILTER (WHERE is_enabled) AS on,
              count(*) FILTER (WHERE NOT is_enabled) AS off
       FROM organization_plugins GROUP BY plugin`
    ),
    paused: await pausedByPlugin(db),
  }))
  const plugins = installedPlugins().map(async (plugin) => {
    const { on = 0, off = 0 } = chosen.find((row) => row.plugin === plugin.id) ?? {}
    const files = plugin.core ? [] : await migrationsOf(plugin.id)
    return {
      plugin,
      on: counted.get(plugin.id) ?? countOf(needsOf(plugin) ?? [], { all, on, off }),
      paused: paused.find((row) => row.plugin === plugin.id)?.n ?? 0,
      pending: files.map(({ name }) => name).filter((name) => !done.has(name)),
    }
  })
  return { organizations: all, plugins: await Promise.all(plugins) }
}

/** In how many organizations those are on that need others to be, by id. */
async function countsOfNeedy(db: QueryClientContract): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const plugin of installedPlugins()) {
    if (needsOf(plugin)?.every(({ id }) => id === plugin.id)) continue
    const { rows } = await db.rawQuery<{ rows: { n: number }[] }>(
      `SELECT count(*) AS n FROM organizations o WHERE ${areOnSql('o.id', '?::jsonb')}`,
      [needsJson(plugin)]
    )
    counts.set(plugin.id, rows[0]?.n ?? 0)
  }
  return counts
}

/** In how many organizations one is on that needs no other: of those that chose, it is on in some and off in others. */
function countOf(
  [own]: readonly Need[],
  { all, on, off }: { readonly all: number; readonly on: number; readonly off: number }
): number {
  if (own === undefined) return all
  return own.isDefault ? all - off : on
}

/**
 * The plugins whose tables are in the database although they are in the list no
 * more: neither uninstalled nor set aside.
 *
 * @param isMigrated whether the database is known to have been migrated once
 */
export async function orphanedPlugins(
  db: QueryClientContract,
  { isMigrated = false } = {}
): Promise<string[]> {
  const listed = new Set([...installedPlugins(), ...brokenPlugins()].map(({ id }) => id))
  const owners = (await recorded(db, isMigrated))
    .filter(({ batch }) => batch !== KEPT_BATCH)
    .flatMap(({ name }) => pluginOfMigration(name) ?? [])
  return [...new Set(owners)].filter((id) => !listed.has(id))
}

/** Marks the migrations of a plugin that is gone and whose data was kept. */
export const KEPT_BATCH = 0

/** None in a database that has not seen their table yet: the list is read before migrations run, too. */
async function pausedByPlugin(db: QueryClientContract) {
  const [found] = await rowsOf<{ is: boolean }>(
    db,
    `SELECT to_regclass('listener_breakers') IS NOT NULL AS is`
  )
  if (!found?.is) return []
  return rowsOf<{ plugin: string; n: number }>(
    db,
    `SELECT plugin, count(*) AS n FROM listener_breakers WHERE retry_at IS NOT NULL GROUP BY plugin`
  )
}

async function recorded(db: QueryClientContract, isMigrated = false) {
  const [found] = isMigrated
    ? [{ is: true }]
    : await rowsOf<{ is: boolean }>(db, `SELECT to_regclass('adonis_schema') IS NOT NULL AS is`)
  if (!found?.is) return []
  return rowsOf<{ name: string; batch: number }>(db, 'SELECT name, batch FROM adonis_schema')
}

async function rowsOf<R>(db: QueryClientContract, sql: string): Promise<readonly R[]> {
  const { rows } = await db.rawQuery<{ rows: R[] }>(sql)
  return rows
}
