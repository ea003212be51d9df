import vine from '@vinejs/vine'
import { Problem, invalid } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/api'
import { strictObject } from '#core/resources/validation/strict_object'
import { refusalsOf, prefixErrors } from '#core/resources/validation/prefix_errors'

interface PluginChange {
  readonly enabled?: boolean | undefined
  readonly settings?: Readonly<Record<string, unknown>> | undefined
}

/** `{ enabled, settings }`, whatever the plugin. */
export const updatePluginValidator = strictObject(
  vine.object({
    enabled: vine.boolean({ strict: true }).optional(),
    settings: vine.object({}).allowUnknownProperties().optional(),
  })
)

/**
 * `{ enabled, settings }`: settings that are not given keep their values, and all of
 * them together have to fit the plugin's schema.
 *
 * @param current what the organization has set; what the schema no longer knows is left out
 * @throws 422 naming what does not fit
 */
export async function readPluginChange(
  plugin: Plugin,
  body: unknown,
  current: unknown
): Promise<PluginChange> {
  const { enabled, settings } = await updatePluginValidator.validate(body)
  if (settings === undefined) return { enabled }
  if (!plugin.settings) {
    const message = `The plugin ${plugin.id} has no settings`
    throw unfit(plugin, invalid([{ field: 'settings', rule: 'unknown', message }]))
  }
  const { defaults, schema } = plugin.settings
  const validator = strictObject(schema.clone())
  const known = Object.keys(schema.getProperties())
  const kept = Object.entries(Object(current)).filter(([name]) => known.includes(name))
  const whole = await prefixErrors('settings', () =>
    validator.validate({ ...Object(defaults), ...Object.fromEntries(kept), ...settings })
  ).catch((error: unknown) => {
    throw unfit(plugin, error)
  })
  return {
    enabled,
    settings: Object.fromEntries(
      Object.entries(Object(whole)).filter(([name]) => name in settings)
    ),
  }
}

/** The refusal of settings: it names the plugin, since whoever sent them may have set up several. */
function unfit({ id }: Plugin, error: unknown): Problem {
  const errors = refusalsOf(error)
  const fields = [...new Set(errors.map(({ field }) => field))].join(', ')
  return new Problem(422, {
    code: 'validation_failed',
    detail: `The plugin "${id}" cannot be set up like this: ${fields}.`,
    errors,
    extra: { plugin: id },
    phrase: 'problems.settings_unfit',
    values: { fields },
  })
}
