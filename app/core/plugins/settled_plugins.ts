import type { PluginSet } from '#core/plugins/plugin_set'
import type { UnitOfWork } from '#core/database/unit_of_work'

/** The plugins that are on where a unit works, once `currentPlugins` has found them out. */
export const settledPlugins = new WeakMap<UnitOfWork, PluginSet>()
