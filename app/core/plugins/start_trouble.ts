import { fsImportAll } from '@adonisjs/core/helpers'
import type { ApplicationService } from '@adonisjs/core/types'
import { listed } from '#core/plugins/listed'
import { partPlugins, refusalOf } from '#core/plugins/sound'
import { StartupError } from '#core/health/startup_error'

/*
 * The framework reads every file in "config", and so the list of plugins: where
 * one of them cannot be loaded, it gets no further.
 */

/** What keeps plugins from being loaded, in sentences; null when nothing does. */
export function loadTrouble(): string | null {
  if (listed.broken.length === 0) return null
  try {
    return refusalOf(partPlugins(listed.plugins, listed.broken).broken).message
  } catch (error) {
    if (error instanceof StartupError) return error.message
    throw error
  }
}

/** Lets an application that is about to boot do without the list, if it cannot be loaded. */
export async function spareList(app: ApplicationService): Promise<void> {
  if (listed.broken.length === 0) return
  const isList = (file: string) => /[\\/]?plugins\.(ts|js)$/.test(file)
  app.useConfig(
    await fsImportAll(app.configPath(), {
      filter: (file) => /(?<!\.d)\.(ts|js)$/.test(file) && !isList(file),
    })
  )
}
