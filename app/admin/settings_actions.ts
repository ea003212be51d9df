import type { HttpContext } from '@adonisjs/core/http'
import { ensurePermission } from '#admin/capabilities'
import { organizationPath } from '#admin/path'
import type { OfferedAction } from '#admin/plugin_actions'
import { notFound } from '#core/http/exceptions/problem'
import type { PageForm, Plugin } from '#core/plugins/api'

/** Who may set plugins up may also do what stands beside their settings. */
const PERMISSION = 'plugins:manage'

/** What a plugin has done from the page of its settings. */
export interface SettingsAction {
  readonly plugin: Plugin
  readonly name: string
  readonly form: PageForm
}

/** What a plugin that is on offers on the page of its settings, for superusers, who may do all of it. */
export function offeredSettingsActions(slug: string, { id, admin }: Plugin): OfferedAction[] {
  return Object.entries(admin?.settingsActions ?? {}).map(([name, { label, body, confirm }]) => ({
    plugin: id,
    label,
    path: organizationPath(slug, 'plugins', id, 'actions', name),
    hasForm: body !== undefined,
    isLink: false,
    confirm: confirm ?? null,
  }))
}

/**
 * The action that the path names.
 *
 * @throws 404 when the plugin is off or has none of this name, 403 for a user who may not do it
 */
export function settingsActionInPath(ctx: HttpContext): SettingsAction {
  const { action: name, plugin: id } = ctx.params
  const plugin = ctx.plugins.plugins.find((other) => other.id === id)
  const forms: Readonly<Record<string, PageForm>> = plugin?.admin?.settingsActions ?? {}
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined
  if (!plugin || !form) throw notFound('page')
  ensurePermission(ctx, PERMISSION)
  return { plugin, name, form }
}
