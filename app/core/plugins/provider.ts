import type { ApplicationService } from '@adonisjs/core/types'
import { markBroken } from '#core/plugins/broken'
import { guardCommands } from '#core/plugins/command_guard'
import { declarePlugins, loadPlugins } from '#core/plugins/install'
import { installedPlugins } from '#core/plugins/installed'
import { listed } from '#core/plugins/listed'
import { folderOf } from '#core/plugins/plugin_folders'
import { partPlugins, refusalOf } from '#core/plugins/sound'

/**
 * Starts what is listed in config/plugins.ts, or says everything that keeps it
 * from starting. Commands go on without what is broken, as far as they are
 * about getting rid of it.
 */
export default class PluginsProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    const isCommand = this.#isCommand
    if (!isCommand && listed.broken.length === 0) return declarePlugins(listed.plugins)
    const { sound, broken } = partPlugins(listed.plugins, listed.broken)
    if (!isCommand) throw refusalOf(broken)
    for (const entry of broken) markBroken(entry)
    declarePlugins(sound)
  }

  async boot() {
    if (this.#isCommand) await guardCommands(this.app)
  }

  async start() {
    const { default: edge } = await import('edge.js')
    for (const plugin of installedPlugins()) {
      const views = folderOf(plugin, 'views')
      if (views) edge.mount(plugin.id, views)
    }
    if (this.#isCommand) return
    await loadPlugins()
    if (this.app.getEnvironment() === 'web' && this.app.getMode() !== 'warmup') {
      const { ensureNoOrphanedPlugins } = await import('#core/plugins/orphaned')
      await ensureNoOrphanedPlugins()
    }
  }

  get #isCommand(): boolean {
    return this.app.getEnvironment() === 'console'
  }
}
