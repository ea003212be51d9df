import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import type { Plugin } from '#core/plugins/api'
import { installedPlugin } from '#core/plugins/installed'

/** Whether the application runs from its source, which commands may change, and not from a build. */
export function isSourceAtHand(): boolean {
  return existsSync(app.makePath('config/plugins.ts'))
}

/** Where a plugin's folder of this name is; null when it has none. */
export function folderOf({ id, root }: Plugin, name: 'commands' | 'lang' | 'views'): string | null {
  const folder = join(root ?? app.makePath('app/plugins', id), name)
  return existsSync(folder) ? folder : null
}

/** The package that a plugin comes from, also while it cannot be loaded; undefined for code of the core. */
export async function packageOf(id: string): Promise<string | undefined> {
  const plugin = installedPlugin(id)
  if (plugin) return plugin.package
  const source = await readFile(app.makePath('app/plugins', id, 'index.ts'), 'utf8').catch(() => '')
  return importedPackage(source)
}

/** The package that a plugin's `index.ts` imports, as `plugin:install` writes it. */
export function importedPackage(source: string): string | undefined {
  return /^import make from '([^']+)'$/m.exec(source)?.[1]
}
