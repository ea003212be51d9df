import type { Plugin } from '#core/plugins/api'
import { type Sealed, seal, unseal } from '#core/plugins/settings/secrets'
import { kindsOf } from '#core/plugins/settings/setting'

type Values = Readonly<Record<string, unknown>>

/** What an organization has set of a plugin, as it is kept. */
export interface KeptSettings {
  readonly organizationId: string | null
  readonly settings: Values
  readonly secrets: Sealed
}

/**
 * A plugin's settings as its code is given them: what the organization set, and defaults. Secrets
 * are decrypted when they are asked for, and are in no copy and no JSON of the whole.
 */
export function settingsFor(plugin: Plugin, kept: KeptSettings | null): Values {
  const values: Record<string, unknown> = {
    ...Object(plugin.settings?.defaults),
    ...kept?.settings,
  }
  for (const name of kindsOf(plugin).secret) {
    delete values[name]
    Object.defineProperty(values, name, { get: () => secretOf(plugin, kept, name) })
  }
  return values
}

/** All that an organization has set of a plugin, secrets among them: for its schema to check. */
export function wholeSettings(plugin: Plugin, kept: KeptSettings): Values {
  const secret = [...kindsOf(plugin).secret]
  return {
    ...kept.settings,
    ...Object.fromEntries(secret.map((name) => [name, secretOf(plugin, kept, name)])),
  }
}

/** The secrets that are set and cannot be decrypted, as with another `APP_KEY`. */
export function unreadableSecrets(plugin: Plugin, kept: KeptSettings): string[] {
  const secret = [...kindsOf(plugin).secret]
  return secret.filter((name) => name in kept.secrets && secretOf(plugin, kept, name) === null)
}

/** What is kept once these settings are set. Those that are not given stay as they are. */
export function withSettings(
  plugin: Plugin,
  kept: KeptSettings & { readonly organizationId: string },
  given: Values
): { settings: Record<string, unknown>; secrets: Record<string, string> } {
  const settings: Record<string, unknown> = { ...kept.settings, ...given }
  const secrets: Record<string, string> = { ...kept.secrets }
  for (const name of kindsOf(plugin).secret) {
    const place = { organizationId: kept.organizationId, plugin: plugin.id, name }
    const text = settings[name]
    delete settings[name]
    if (text === null) delete secrets[name]
    if (!isText(text)) continue
    const sealed = secrets[name]
    if (sealed === undefined || unseal(sealed, place) !== text) secrets[name] = seal(text, place)
  }
  return { settings, secrets }
}

/** A secret's text. One that was kept before the plugin called it a secret is a plain setting still. */
function secretOf(plugin: Plugin, kept: KeptSettings | null, name: string): string | null {
  const sealed = kept?.secrets[name]
  const organizationId = kept?.organizationId ?? null
  if (sealed === undefined || organizationId === null) {
    const plain = kept?.settings[name]
    return isText(plain) ? plain : null
  }
  return unseal(sealed, { organizationId, plugin: plugin.id, name })
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
