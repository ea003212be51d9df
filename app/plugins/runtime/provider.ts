import type { ApplicationService } from '@adonisjs/core/types'
import list from '#config/plugins'
import { declarePlugins, loadPlugins } from '#plugins/runtime/install'

/** Starts what is listed in config/plugins.ts, or says everything that keeps it from starting. */
export default class PluginsProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    declarePlugins(list)
  }

  async start() {
    if (this.app.getEnvironment() !== 'console') await loadPlugins()
  }
}
