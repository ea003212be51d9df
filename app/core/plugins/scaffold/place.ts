import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { installedPlugin, installedPlugins } from '#core/plugins/installed'
import { namesOwnedBy } from '#core/plugins/naming'
import { isSourceAtHand } from '#core/plugins/plugin_folders'
import { resources } from '#core/resources/registry'
import { StartupError } from '#core/health/startup_error'

/** @throws {StartupError} when a plugin in a folder cannot have another resource of this name */
export async function ensureNewResource(plugin: string, name: string): Promise<void> {
  if (!isSourceAtHand()) {
    throw new StartupError('A build is not changed: make it where the source is.')
  }
  const owner = installedPlugin(plugin)
  if (!owner || !existsSync(app.makePath('app/plugins', plugin, 'index.ts'))) {
    throw new StartupError(`There is no plugin "${plugin}" in app/plugins.`)
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new StartupError(`"${name}" cannot be the name of a resource: use kebab-case.`)
  }
  if (!namesOwnedBy(owner, installedPlugins())(name)) {
    throw new StartupError(`"${name}" has to begin with the id of its plugin: ${plugin}-${name}`)
  }
  if (resources.has(name)) throw new StartupError(`There is a resource "${name}" already.`)
}

/** The number of the next migration of a plugin. */
export async function nextMigration(plugin: string): Promise<number> {
  const files = await readdir(app.makePath('app/plugins', plugin, 'migrations')).catch(() => [])
  const numbers = files.map((file) => Number.parseInt(file, 10)).filter(Number.isInteger)
  return Math.max(0, ...numbers) + 1
}
