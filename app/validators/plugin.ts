import vine from '@vinejs/vine'
import { invalid } from '#exceptions/problem'
import type { Plugin } from '#plugins/kit'
import { closed } from '#validators/closed'
import { within } from '#validators/within'

interface PluginChange {
  readonly enabled?: boolean | undefined
  readonly settings?: Readonly<Record<string, unknown>> | undefined
}

const change = closed(
  vine.object({
    enabled: vine.boolean({ strict: true }).optional(),
    settings: vine.object({}).allowUnknownProperties().optional(),
  })
)

/**
 * `{ enabled, settings }`: settings that are not given keep their values, and
 * each of them has to fit the plugin's schema.
 */
export async function readPluginChange(plugin: Plugin, body: unknown): Promise<PluginChange> {
  const { enabled, settings } = await change(body)
  if (settings === undefined) return { enabled }
  if (!plugin.settings) {
    throw invalid([
      { field: 'settings', rule: 'unknown', message: `The plugin ${plugin.id} has no settings` },
    ])
  }
  const { defaults, schema } = plugin.settings
  const read = closed(schema.clone())
  const whole = await within('settings', () => read({ ...Object(defaults), ...settings }))
  return {
    enabled,
    settings: Object.fromEntries(
      Object.entries(Object(whole)).filter(([name]) => name in settings)
    ),
  }
}
