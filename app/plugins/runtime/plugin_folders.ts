import { existsSync } from 'node:fs'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import type { Plugin } from '#plugins/kit'

/** Whether the application runs from its source, which commands may change, and not from a build. */
export function isSourceAtHand(): boolean {
  return existsSync(app.makePath('config/plugins.ts'))
}

/** Where a plugin's folder of this name is; null when it has none. */
export function folderOf({ id, root }: Plugin, name: 'commands' | 'lang' | 'views'): string | null {
  const folder = join(root ?? app.makePath('app/plugins', id), name)
  return existsSync(folder) ? folder : null
}
