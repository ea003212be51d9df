import type { HttpContext } from '@adonisjs/core/http'
import { meanwhileIn } from '#admin/meanwhile'
import { settingsForm, settingsVersion } from '#admin/plugin_settings'
import { organizationPath } from '#admin/path'
import { offeredSettingsActions } from '#admin/settings_actions'
import { pluralize, humanize } from '#admin/humanize'
import { notFound } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/api'
import { describePlugin } from '#core/plugins/describe'
import { brokenPlugins } from '#core/plugins/broken'
import { pluginInList, pluginsInList } from '#core/plugins/isolation/in_list'
import { failingListeners, pausedListeners } from '#core/plugins/delivery/paused_listeners'
import { currentPlugins } from '#core/plugins/plugin_set'

/** The plugins of this installation, as the organization of the page has them. */
export async function pluginList({ params }: HttpContext) {
  const here = await currentPlugins()
  const plugins = pluginsInList().map((plugin) => {
    const described = describePlugin(plugin, here)
    const path = organizationPath(params.slug, 'plugins', plugin.id)
    const name = humanize(plugin.id)
    return { ...described, name, path, gains: gainsOf(described), reasons: reasonsOf(plugin) }
  })
  return {
    choosable: plugins.filter((plugin) => plugin.can_be_disabled),
    always: plugins.filter((plugin) => !plugin.can_be_disabled),
  }
}

/** One plugin with the form of its settings. @throws 404 when there is none of this id */
export async function pluginPage(ctx: HttpContext) {
  const plugin = pluginNamed(ctx)
  const described = describePlugin(plugin, await currentPlugins())
  const { settings, adds } = described
  const { inputs, secrets } = settingsForm(plugin, described, ctx)
  return {
    version: settingsVersion(settings),
    meanwhile: await meanwhileIn(ctx, { plugin: plugin.id }, inputs),
    plugin: {
      ...described,
      name: humanize(plugin.id),
      path: pluginPath(ctx),
      reasons: reasonsOf(plugin),
    },
    inputs,
    secrets,
    actions: described.enabled ? offeredSettingsActions(ctx.params.slug, plugin) : [],
    failing: (await failingListeners(plugin.id)).map(({ failedAt, ...listener }) => ({
      ...listener,
      failedAt: failedAt.toISOString(),
    })),
    paused: (await pausedListeners(plugin.id)).map(({ pausedAt, retryAt, ...listener }) => ({
      ...listener,
      pausedAt: pausedAt.toISOString(),
      retryAt: retryAt.toISOString(),
    })),
    added: [
      { label: 'Resources', names: adds.resources },
      { label: 'Permissions', names: adds.permissions },
      {
        label: 'Fields',
        names: Object.entries(adds.fields).flatMap(([resource, fields]) =>
          fields.map(({ title }) => `${title} of ${resource}`)
        ),
      },
      { label: 'Webhook topics', names: adds.webhooks },
      { label: 'Jobs', names: adds.jobs.map(({ name, every }) => `${name} ${every ?? ''}`.trim()) },
      { label: 'Processes', names: adds.processes.map(({ name }) => name) },
    ].filter(({ names }) => names.length > 0),
  }
}

/** The plugin that the path names. @throws 404 when there is none of this id */
export function pluginNamed({ params }: HttpContext): Plugin {
  const plugin = pluginInList(params.plugin)
  if (!plugin) throw notFound('plugin')
  return plugin
}

export function pluginPath({ params }: HttpContext): string {
  return organizationPath(params.slug, 'plugins', params.plugin)
}

/** Why it does not run, in sentences. */
function reasonsOf({ id }: Plugin): readonly string[] {
  return brokenPlugins().find((entry) => entry.id === id)?.reasons ?? []
}

function gainsOf({ adds }: ReturnType<typeof describePlugin>): string[] {
  const fields = Object.values(adds.fields).flat().length
  return [
    ...adds.resources.map(humanize),
    ...(fields > 0 ? [pluralize(fields, 'field')] : []),
    ...(adds.permissions.length > 0 ? [pluralize(adds.permissions.length, 'permission')] : []),
  ]
}
