import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import type { Plugin } from '#plugins/kit'
import { installedPlugins } from '#plugins/runtime/installed'
import { addPackage, nameOfPackage, pluginOf, writePlugin } from '#plugins/runtime/packages'
import { delist, enlist } from '#plugins/runtime/plugin_list'
import { demandFits, demandFree } from '#plugins/runtime/plugin_source'
import { Uninstallation } from '#plugins/runtime/uninstallation'
import { Refusal } from '#support/refusal'

/**
 * Installs a plugin from npm or a tarball, or brings it to another version:
 * package, folder, list, tables. What fails leaves nothing behind of a new one.
 *
 * @returns what has come
 * @throws {Refusal} with what speaks against it
 */
export async function installPlugin(specifier: string): Promise<Plugin> {
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

async function settle(plugin: Plugin, name: string): Promise<Plugin> {
  const { id } = plugin
  await demandFree(id)
  await demandFits(plugin)
  try {
    await writePlugin(plugin, name)
    await enlist(id)
    await migrate()
    return plugin
  } catch (error) {
    const uninstallation = await Uninstallation.of(id, { keepData: false })
    await uninstallation.perform()
    await delist(id)
    await rm(app.makePath('app/plugins', id), { recursive: true, force: true })
    throw error
  }
}

/** Migrations that have run stay as they are; those that are new run. */
async function renew(plugin: Plugin, name: string): Promise<Plugin> {
  await writePlugin(plugin, name)
  await migrate()
  return plugin
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
  if (child.exitCode !== 0) throw new Refusal(`Its tables could not be made:\n${said.trim()}`)
}
