import type { HttpContext } from '@adonisjs/core/http'
import { humanize } from '#admin/humanize'
import { leave } from '#admin/leave'
import { renderPage } from '#admin/page'
import { formOf, submitForm } from '#admin/plugin_form'
import { pluginPath } from '#admin/plugin_page'
import { settingsActionInPath } from '#admin/settings_actions'

/** What a plugin has done from the page of its settings. */
export default class SettingsActionsController {
  async create(ctx: HttpContext) {
    const { plugin, name, form } = settingsActionInPath(ctx)
    const back = pluginPath(ctx)
    return renderPage(ctx, 'plugins/action', {
      ...formOf(ctx, form),
      ...{ title: form.label, crumb: humanize(plugin.id), back, action: `${back}/actions/${name}` },
    })
  }

  async store(ctx: HttpContext) {
    const { plugin, name, form } = settingsActionInPath(ctx)
    leave(ctx, pluginPath(ctx), await submitForm(ctx, plugin, `action ${name}`, form))
  }
}
