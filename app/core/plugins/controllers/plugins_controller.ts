import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#core/http/exceptions/problem'
import OrganizationPlugin from '#core/plugins/models/organization_plugin'
import type { Plugin } from '#core/plugins/api'
import { type Viewer, describePlugin } from '#core/plugins/describe'
import { ensureAvailable, pluginInList, pluginsInList } from '#core/plugins/isolation/in_list'
import { currentPlugins } from '#core/plugins/plugin_set'
import { wholeSettings } from '#core/plugins/settings/kept'
import { refuseParameters } from '#core/resources/query/list_request'
import { translationFor } from '#core/i18n/translation'
import { readPluginChange } from '#core/resources/validation/plugin'

/** The plugins of this installation, and what the organization makes of them. */
export default class PluginsController {
  async index(ctx: HttpContext) {
    const { plugins, request, response } = ctx
    refuseParameters(request.qs())
    const viewer = viewerOf(ctx)
    const results = pluginsInList().map((plugin) => describePlugin(plugin, plugins, viewer))
    response.send({ count: results.length, next: null, previous: null, results })
  }

  async show(ctx: HttpContext) {
    const { plugins, params, request, response } = ctx
    refuseParameters(request.qs())
    response.send(describePlugin(findPlugin(params.plugin), plugins, viewerOf(ctx)))
  }

  async update(ctx: HttpContext) {
    const { params, request, response } = ctx
    const plugin = findPlugin(params.plugin)
    const choice = await OrganizationPlugin.about(plugin)
    ensureAvailable(plugin, request.body())
    const set = wholeSettings(plugin, choice.kept)
    const { enabled, settings } = await readPluginChange(plugin, request.body(), set)
    if (settings !== undefined) await choice.configure(plugin, settings)
    if (enabled === true) await choice.enable(plugin)
    if (enabled === false) await choice.disable(plugin)
    response.send(describePlugin(plugin, await currentPlugins(), viewerOf(ctx)))
  }
}

/** Who reads it. Only who may set plugins up sees how they are set up. */
function viewerOf(ctx: HttpContext): Viewer {
  return {
    translation: translationFor(ctx),
    readsSettings: ctx.identity.grants.allows('plugins:manage'),
    identity: ctx.identity,
  }
}

function findPlugin(id: string): Plugin {
  const plugin = pluginInList(id)
  if (!plugin) throw notFound('plugin')
  return plugin
}
