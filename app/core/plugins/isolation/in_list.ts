import type { Plugin } from '#core/plugins/api'
import { installedPlugins, missingPlugins } from '#core/plugins/installed'
import { standIn, unavailable } from '#core/plugins/isolation/missing'

/** The plugins of this installation, with something in place of those that do not run. */
export function pluginsInList(): readonly Plugin[] {
  return [...installedPlugins(), ...missingPlugins().map(standIn)]
}

export function pluginInList(id: string): Plugin | undefined {
  return pluginsInList().find((plugin) => plugin.id === id)
}

/**
 * A plugin that does not run can be turned off, and nothing else.
 *
 * @throws {Problem} 503 for another change of it
 */
export function ensureAvailable({ id }: Plugin, change: unknown): void {
  if (!missingPlugins().some((missing) => missing.id === id)) return
  const { enabled, ...rest } = Object(change)
  if (enabled !== false || Object.keys(rest).length > 0) throw unavailable(id)
}
