import type { ApplicationService } from '@adonisjs/core/types'
import list from '#config/plugins'
import { declarePlugins, loadPlugins } from '#plugins/runtime/install'
import { installedPlugins } from '#plugins/runtime/installed'
import { folderOf } from '#plugins/runtime/plugin_folders'

/** Starts what is listed in config/plugins.ts, or says everything that keeps it from starting. */
export default class PluginsProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    declarePlugins(list)
  }

  async start() {
    const { default: edge } = await import('edge.js')
    for (const plugin of installedPlugins()) {
      const views = folderOf(plugin, 'views')
      if (views) edge.mount(plugin.id, views)
    }
    if (this.app.getEnvironment() === 'console') return
    await loadPlugins()
    if (this.app.getEnvironment() === 'web' && this.app.getMode() !== 'warmup') {
      const { demandNoAbandoned } = await import('#plugins/runtime/abandoned')
      await demandNoAbandoned()
    }
  }
}
