import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { referrer } from '#admin/referrer'
import { pluginNamed, pluginPath } from '#admin/plugin_page'
import { ensureAvailable } from '#core/plugins/isolation/in_list'
import { humanize } from '#admin/humanize'
import OrganizationPlugin from '#core/plugins/models/organization_plugin'

/** A plugin that is on in an organization: `store` turns it on, `destroy` off. */
export default class PluginActivationsController {
  async store(ctx: HttpContext) {
    const plugin = pluginNamed(ctx)
    ensureAvailable(plugin, { enabled: true })
    const choice = await OrganizationPlugin.about(plugin)
    await choice.enable(plugin)
    leave(ctx, referrer(ctx) ?? pluginPath(ctx), `${humanize(plugin.id)} is on.`)
  }

  async destroy(ctx: HttpContext) {
    const plugin = pluginNamed(ctx)
    const choice = await OrganizationPlugin.about(plugin)
    await choice.disable(plugin)
    leave(
      ctx,
      referrer(ctx) ?? pluginPath(ctx),
      `${humanize(plugin.id)} is off. What it has stored is kept.`
    )
  }
}
