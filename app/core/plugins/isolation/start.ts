import { recallPlugins } from '#core/plugins/isolation/known_plugins'
import { quarantineBroken } from '#core/plugins/isolation/quarantine'

/**
 * Starts the plugins of a process that works for long: without those that are broken, whose
 * decisions are closed.
 *
 * @returns whether the database could say what those decide about
 */
export async function startPlugins(): Promise<boolean> {
  await quarantineBroken()
  return recallPlugins()
}
