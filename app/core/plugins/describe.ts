import type { Identity } from '#core/access/identity'
import type { Plugin } from '#core/plugins/api'
import { type Entry, readPermissionOf } from '#core/plugins/fields/entries'
import { mayRead } from '#core/resources/query/visible_fields'
import { resources } from '#core/resources/registry'
import { manifestSummaryOf, overridesOf } from '#core/plugins/manifest_summary'
import { glueOf, isAlwaysOn, missingPlugins } from '#core/plugins/installed'
import { keyOf } from '#core/plugins/plugin_messages'
import type { PluginSet } from '#core/plugins/plugin_set'
import { shownSettings } from '#core/plugins/settings/shown'
import type { Translation } from '#core/i18n/translation'

/** For whom a plugin is described. */
export interface Viewer {
  readonly translation: Translation | null
  /** Whether they see how it is set up, and not only what members do. */
  readonly readsSettings: boolean
  /** Fields that they may not read do not exist for them; null for an operator, for whom all do. */
  readonly identity: Identity | null
}

/** Who sees all of it, in English. */
const OPERATOR: Viewer = { translation: null, readsSettings: true, identity: null }

/** A plugin as an organization sees it: whether it is on, how it is set up, what it adds. */
export function describePlugin(
  plugin: Plugin,
  here: PluginSet,
  { translation, readsSettings, identity }: Viewer = OPERATOR
) {
  const { id, version, description } = plugin
  const say = (english: string) =>
    translation === null ? english : translation.say(keyOf(id, english), {}, english)
  const sees = (name: string, entry: Entry) => {
    const permission = readPermissionOf(entry)
    if (identity === null || permission === null) return true
    const resource = resources.get(name)
    return resource !== undefined && mayRead(resource, identity, permission)
  }
  return {
    id,
    version,
    description: description === undefined ? null : say(description),
    is_core: plugin.core ?? false,
    enabled: here.has(id) || here.isMissing(id),
    is_available: !missingPlugins().some((missing) => missing.id === id),
    can_be_disabled: !isAlwaysOn(plugin),
    requires: Object.keys(plugin.requires ?? {}).filter((other) => other !== 'crm'),
    enabled_with: [...(glueOf(plugin) ?? [])],
    ...shownSettings(plugin, Object(here.settingsOf(id)), readsSettings),
    adds: manifestSummaryOf(plugin, { say, sees }),
    changes: overridesOf(plugin),
  }
}
