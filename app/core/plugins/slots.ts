import type { Context, Plugin, SlotName, Slots } from '#core/plugins/api'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'

/** What a plugin put into a slot, and what its function is given. */
export interface SlotEntry<K extends SlotName> {
  readonly entry: Slots[K]
  readonly plugin: Plugin
  readonly context: Context
}

/**
 * What the plugins that are on where the running code works put into a slot, in
 * the order in which they act. Anyone who asks decides how to combine it.
 */
export async function slotEntries<K extends SlotName>(name: K): Promise<SlotEntry<K>[]> {
  const here = await currentPlugins()
  return here.plugins.flatMap((plugin) => {
    const entries: readonly Slots[K][] = plugin.slots?.[name] ?? []
    return entries.map((entry) => ({ entry, plugin, context: contextOf(here, plugin) }))
  })
}
