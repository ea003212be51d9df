import vine from '@vinejs/vine'
import type { Plugin } from '#core/plugins/api'
import { manifestSummaryOf, overridesOf } from '#core/plugins/manifest_summary'
import { isAlwaysOn } from '#core/plugins/installed'
import { keyOf } from '#core/plugins/plugin_messages'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Translation } from '#core/i18n/translation'

/** A plugin as an organization sees it: whether it is on, how it is set up, what it adds. */
export function describePlugin(
  plugin: Plugin,
  here: PluginSet,
  translation: Translation | null = null
) {
  const { id, version, description, settings } = plugin
  const say = (english: string) =>
    translation === null ? english : translation.say(keyOf(id, english), {}, english)
  return {
    id,
    version,
    description: description === undefined ? null : say(description),
    is_core: plugin.core ?? false,
    enabled: here.has(id),
    can_be_disabled: !isAlwaysOn(plugin),
    requires: Object.keys(plugin.requires ?? {}).filter((other) => other !== 'crm'),
    settings: Object(here.settingsOf(id)),
    settings_schema: settings ? vine.create(settings.schema).toJSONSchema() : null,
    adds: manifestSummaryOf(plugin, say),
    changes: overridesOf(plugin),
  }
}
