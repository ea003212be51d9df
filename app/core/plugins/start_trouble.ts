import { fsImportAll } from '@adonisjs/core/helpers'
import type { ApplicationService } from '@adonisjs/core/types'
import { listed } from '#core/plugins/listed'
import { partPlugins } from '#core/plugins/sound'
import { StartupError } from '#core/health/startup_error'

/*
 * The framework reads every file in "config", and so the list of plugins: where
 * one of them cannot be loaded, it gets no further.
 */

/** Which modules of the core cannot be loaded, without which nothing starts; null when all can. */
export function loadTrouble(): string | null {
  if (listed.broken.length === 0) return null
  try {
    partPlugins(listed.plugins, listed.broken)
    return null
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
