import vine from '@vinejs/vine'
import type { Plugin } from '#plugins/kit'
import { contributionOf, interventionsOf } from '#plugins/runtime/contribution'
import { isAlwaysOn } from '#plugins/runtime/installed'
import type { PluginSet } from '#plugins/runtime/plugin_set'

/** A plugin as an organization sees it: whether it is on, how it is set up, what it adds. */
export function describePlugin(plugin: Plugin, here: PluginSet) {
  const { id, version, description, settings } = plugin
  return {
    id,
    version,
    description: description ?? null,
    is_core: plugin.core ?? false,
    enabled: here.has(id),
    can_be_disabled: !isAlwaysOn(plugin),
    requires: Object.keys(plugin.requires ?? {}).filter((other) => other !== 'crm'),
    settings: Object(here.settingsOf(id)),
    settings_schema: settings ? vine.create(settings.schema).toJSONSchema() : null,
    adds: contributionOf(plugin),
    changes: interventionsOf(plugin),
  }
}
