import type { ApplicationService } from '@adonisjs/core/types'
import list from '#config/plugins'
import type { Plugin } from '#plugins/kit'
import { declarePlugins, loadPlugins } from '#plugins/runtime/install'

/** Starts what is listed in config/plugins.ts, or says everything that keeps it from starting. */
export default class PluginsProvider {
  #plugins: readonly Plugin[] = []

  constructor(protected app: ApplicationService) {}

  register() {
    this.#plugins = declarePlugins(list)
  }

  async boot() {
    await loadPlugins(this.#plugins)
  }
}
