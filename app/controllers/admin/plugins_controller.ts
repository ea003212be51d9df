import type { HttpContext } from '@adonisjs/core/http'
import { renderPage } from '#admin/page'
import { pluginList, pluginNamed, pluginPage, pluginPath, settingsOf } from '#admin/plugin_page'
import OrganizationPlugin from '#models/organization_plugin'
import { describePlugin } from '#plugins/runtime/describe'
import { pluginsHere } from '#plugins/runtime/plugin_set'
import { readPluginChange } from '#validators/plugin'

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
    const { settings_schema: schema } = describePlugin(plugin, await pluginsHere())
    const written = settingsOf(schema ?? {}, ctx.request.body())
    const { settings } = await readPluginChange(plugin, { settings: written })
    const choice = await OrganizationPlugin.about(plugin)
    await choice.configure(settings ?? {})
    ctx.session.flash('notice', 'Saved.')
    ctx.response.redirect().toPath(pluginPath(ctx))
  }
}
