import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { renderPage } from '#admin/page'
import { pluginList, pluginNamed, pluginPage, pluginPath } from '#admin/plugin_page'
import { settingsIn, settingsVersion } from '#admin/plugin_settings'
import OrganizationPlugin from '#core/plugins/models/organization_plugin'
import { describePlugin } from '#core/plugins/describe'
import { currentPlugins } from '#core/plugins/plugin_set'
import { wholeSettings } from '#core/plugins/settings/kept'
import { staleVersion } from '#core/http/answer'
import { readPluginChange } from '#core/resources/validation/plugin'

/** The plugins of this installation, and what an organization makes of them. */
export default class PluginsController {
  async index(ctx: HttpContext) {
    return renderPage(ctx, 'plugins/index', { title: 'Plugins', ...(await pluginList(ctx)) })
  }

  async show(ctx: HttpContext) {
    const page = await pluginPage(ctx)
    return renderPage(ctx, 'plugins/show', { title: page.plugin.name, ...page })
  }

  async update(ctx: HttpContext) {
    const plugin = pluginNamed(ctx)
    const choice = await OrganizationPlugin.about(plugin)
    const { settings_schema: schema, settings: current } = describePlugin(
      plugin,
      await currentPlugins()
    )
    const form = ctx.request.body()
    if (form.version !== settingsVersion(current)) throw staleVersion(choice.version ?? 0)
    const body = { settings: settingsIn(plugin, schema ?? {}, form) }
    const { settings } = await readPluginChange(plugin, body, wholeSettings(plugin, choice.kept))
    await choice.configure(plugin, settings ?? {})
    leave(ctx, pluginPath(ctx), 'Saved.')
  }
}
