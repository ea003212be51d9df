import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { Plugin } from '#core/plugins/api'
import { installedPlugins } from '#core/plugins/installed'
import {
  addPackage,
  buildPackage,
  nameOfPackage,
  pluginOf,
  versionOfPackage,
  writePlugin,
} from '#core/plugins/packages'
import { delist, enlist } from '#core/plugins/plugin_list'
import {
  migrationsFolder,
  migrationsOf,
  recordedMigrations,
  revertMigration,
} from '#core/plugins/plugin_migrations'
import { ensureFits, ensureFree } from '#core/plugins/plugin_source'
import { resumeMigrations } from '#core/plugins/uninstall_data'
import { StartupError } from '#core/health/startup_error'
import { runMaintenance } from '#core/database/connection_health'

/** What has come. */
interface Installed {
  readonly id: string
  readonly version: string
}

/**
 * Installs a plugin from npm, a tarball or a folder, which is linked, or brings it to another version:
 * package, folder, list, tables. What fails leaves everything as it was.
 *
 * @throws {StartupError} with what speaks against it
 */
export async function installPlugin(specifier: string): Promise<Installed> {
  await buildPackage(specifier)
  const name = await nameOfPackage(specifier)
  const known = installedPlugins().find((plugin) => plugin.package === name)
  const undo = await addPackage(specifier)
  try {
    return known ? await renew(known, name) : await settle(await pluginOf(name), name)
  } catch (error) {
    await undo()
    throw error
  }
}

/** One that is new here, though it may find what it left behind when its data was kept. */
async function settle(plugin: Plugin, name: string): Promise<Installed> {
  const { id, version } = plugin
  await ensureFree(id)
  await ensureFits(plugin)
  const known = await recordedMigrations(id)
  try {
    await writePlugin(plugin, name)
    await enlist(id)
    await migrate()
    await resumeMigrations(id)
    return { id, version }
  } catch (error) {
    await revertAllBut(known, id)
    await delist(id)
    await rm(app.makePath('app/plugins', id), { recursive: true, force: true })
    throw error
  }
}

/** Migrations that have run stay as they are; those that are new run, all of them or none. */
async function renew(plugin: Plugin, name: string): Promise<Installed> {
  const { id } = plugin
  const known = await recordedMigrations(id)
  const added = await writePlugin(plugin, name)
  try {
    await migrate()
    return { id, version: await versionOfPackage(name) }
  } catch (error) {
    await revertAllBut(known, id)
    for (const file of added) await rm(app.makePath(migrationsFolder(id), file))
    throw error
  }
}

/** Undoes what has run of a plugin's migrations since, in one transaction. */
async function revertAllBut(known: readonly string[], id: string): Promise<void> {
  const newestFirst = (await migrationsOf(id)).reverse()
  await runMaintenance(() =>
    db.transaction(async (trx) => {
      const recorded = await recordedMigrations(id, trx)
      for (const migration of newestFirst) {
        const { name } = migration
        if (known.includes(name) || !recorded.includes(name)) continue
        await revertMigration(migration, trx)
        await trx.rawQuery('DELETE FROM adonis_schema WHERE name = ?', [name])
      }
    })
  )
}

/** In a process of its own, which knows the list as it is by now. */
async function migrate(): Promise<void> {
  const args = ['ace.js', 'migration:run', '--force', '--compact-output']
  const child = spawn(process.execPath, args, {
    cwd: app.makePath(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  }
  await once(child, 'close')
  if (child.exitCode !== 0) throw new StartupError(`Its tables could not be made:\n${said.trim()}`)
}
