import type { Plugin } from '#core/plugins/api'
import { installedCode } from '#core/plugins/installed'
import { publish, ensureOwnEvent } from '#core/plugins/messages'
import { currentPlugins } from '#core/plugins/plugin_set'

/** Announces an event of a plugin in the running unit of an organization. @throws when it is not its own */
export async function emitEvent(plugin: Plugin, name: string, payload: unknown): Promise<void> {
  ensureOwnEvent(plugin, name)
  await installedCode()
  await publish(await currentPlugins(), [{ name, payload }])
}
