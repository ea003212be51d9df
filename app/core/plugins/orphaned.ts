import db from '@adonisjs/lucid/services/db'
import { orphanedPlugins } from '#core/plugins/status'
import { StartupError } from '#core/health/startup_error'

/**
 * A plugin that has left the list and not the database would come back half,
 * and its migrations could be neither listed nor undone.
 *
 * @throws {StartupError} naming all of them
 */
export async function ensureNoOrphanedPlugins(): Promise<void> {
  const abandoned = await orphanedPlugins(db.connection())
  if (abandoned.length > 0)
    throw new StartupError('Plugins cannot start:', abandoned.map(sentenceOf))
}

/** What is wrong with such a plugin, and what to do. */
export function sentenceOf(id: string): string {
  return `"${id}" is not in config/plugins.ts, and its tables are in the database: list it again, or run "node ace plugin:uninstall ${id}"`
}
