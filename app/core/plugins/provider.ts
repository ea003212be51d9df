import type { ApplicationService } from '@adonisjs/core/types'
import { markBroken } from '#core/plugins/broken'
import { guardCommands } from '#core/plugins/command_guard'
import { declarePlugins, loadPlugins } from '#core/plugins/install'
import { installedPlugins, setMissing } from '#core/plugins/installed'
import { missingByManifest } from '#core/plugins/isolation/missing_by_manifest'
import { listed } from '#core/plugins/listed'
import { folderOf } from '#core/plugins/plugin_folders'
import { partPlugins, refusalOf } from '#core/plugins/sound'

/**
 * Starts what is listed in config/plugins.ts. A server starts without what is
 * broken, and says so; commands go on without it, as far as they are about
 * getting rid of it; a run of tests does not.
 */
export default class PluginsProvider {
  /** Whether the database has said what plugins did when they last ran. */
  #isRecalled = false

  constructor(protected app: ApplicationService) {}

  register() {
    if (this.#isTest && listed.broken.length === 0) return declarePlugins(listed.plugins)
    const { sound, broken } = partPlugins(listed.plugins, listed.broken)
    if (this.#isTest) throw refusalOf(broken)
    for (const entry of broken) markBroken(entry)
    declarePlugins(sound)
    setMissing(missingByManifest())
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
    if (this.#isTest) return loadPlugins()
    const { quarantineBroken } = await import('#core/plugins/isolation/quarantine')
    await quarantineBroken()
    if (this.app.getMode() === 'warmup') return
    const { ensureNoOrphanedPlugins } = await import('#core/plugins/orphaned')
    await ensureNoOrphanedPlugins()
    const { recallPlugins } = await import('#core/plugins/isolation/known_plugins')
    this.#isRecalled = await recallPlugins()
  }

  async ready() {
    if (this.app.getEnvironment() !== 'web') return
    if (!this.#isRecalled) {
      const { recallPlugins } = await import('#core/plugins/isolation/known_plugins')
      await recallPlugins()
    }
    const { enqueueUpgradesAtStart } = await import('#core/plugins/lifecycle/upgrades')
    await enqueueUpgradesAtStart()
  }

  get #isTest(): boolean {
    return this.app.getEnvironment() === 'test'
  }

  get #isCommand(): boolean {
    return this.app.getEnvironment() === 'console'
  }
}
