import vine from '@vinejs/vine'
import type { JSONSchema7 } from 'json-schema'
import type { Plugin } from '#core/plugins/api'
import { kindsOf } from '#core/plugins/settings/setting'

interface ShownSettings {
  /** By name; of a secret, whether it is set. */
  readonly settings: Readonly<Record<string, unknown>>
  /** What they may be; null where there is nothing that the reader sees. */
  readonly settings_schema: JSONSchema7 | null
}

/**
 * A plugin's settings as they are answered: no secret, and to members only what is declared public.
 *
 * @param current as the plugin's code is given them
 * @param isWhole whether the reader may set the plugin up
 */
export function shownSettings(
  plugin: Plugin,
  current: Readonly<Record<string, unknown>>,
  isWhole: boolean
): ShownSettings {
  const { secret, public: open } = kindsOf(plugin)
  const isShown = (name: string) => isWhole || open.has(name)
  const plain = Object.entries(current).filter(([name]) => isShown(name))
  const hidden = [...secret].filter(isShown).map((name) => [name, isSet(current[name])])
  return {
    settings: Object.fromEntries([...plain, ...hidden]),
    settings_schema: schemaFor(plugin, isShown),
  }
}

const isSet = (value: unknown) => ({ is_set: value !== null })

function schemaFor(
  { settings }: Plugin,
  isShown: (name: string) => boolean
): ShownSettings['settings_schema'] {
  if (!settings) return null
  const schema = vine.create(settings.schema).toJSONSchema()
  const { properties = {}, required = [] } = schema
  const shown = Object.entries(properties).filter(([name]) => isShown(name))
  if (shown.length === Object.keys(properties).length) return schema
  if (shown.length === 0) return null
  return {
    ...schema,
    properties: Object.fromEntries(shown),
    required: required.filter(isShown),
  }
}
