import type { Plugin } from '#core/plugins/api'
import { commandsOf } from '#core/plugins/commands'
import { manifestSummaryOf, overridesOf } from '#core/plugins/manifest_summary'
import { codeOf, installedPlugins } from '#core/plugins/installed'
import { migrationsOf } from '#core/plugins/plugin_migrations'
import { serviceLines } from '#core/plugins/services/chain'
import { settingLines } from '#core/plugins/settings/setting'

/** Everything that a plugin adds and has a say in: lines under headings, which may be none. */
export async function inspect(
  plugin: Plugin
): Promise<Readonly<Record<string, readonly string[]>>> {
  const adds = manifestSummaryOf(plugin)
  const changes = overridesOf(plugin)
  const { hooks, listeners } = await codeOf(plugin)
  const { id, version, description, requires = {}, roles = {} } = plugin
  return {
    'Plugin': [`${id} ${version}`, ...(description ? [description] : [])],
    'Requires': Object.entries(requires).map(([other, range]) => `${other}@${range}`),
    'Required by': installedPlugins()
      .filter((other) => id in (other.requires ?? {}))
      .map((other) => other.id),
    'Resources': (plugin.resources ?? []).map(({ name, parent }) =>
      parent ? `${name} (also /api/${parent.resource}/{id}/${parent.path}/)` : name
    ),
    'Fields': Object.entries(adds.fields).flatMap(([resource, fields]) =>
      fields.map((field) => `${resource}: ${field.name} (${traitsOf(field).join(', ')})`)
    ),
    'Permissions': adds.permissions,
    'Roles': Object.entries(roles).map(([role, granted]) => `${role}: ${granted.join(', ')}`),
    'Settings': settingLines(plugin),
    'Routes': adds.routes.map(
      ({ method, path, permission }) => `${method} ${path} (${permission})`
    ),
    'Webhook topics': adds.webhooks,
    'Jobs': adds.jobs.map(({ name, every, zone }) =>
      every
        ? `${name} (${every}, ${zone === 'UTC' ? 'UTC' : 'by the clock of the organization'})`
        : name
    ),
    'Processes': adds.processes.map(({ name, steps }) => `${name}: ${steps.join(', ')}`),
    'Commands': await commandsOf(plugin),
    'Menu': adds.menu,
    'Cards': adds.cards,
    'Hooks': [...hooks.keys()],
    'Listeners': [...listeners.keys()],
    'Policies': changes.policies,
    'Scopes': changes.scopes,
    'Searches': changes.searches,
    'Input of commands': changes.inputs,
    'Services': serviceLines(plugin),
    'Migrations': plugin.core ? [] : (await migrationsOf(id)).map(({ name }) => name),
  }
}

type AddedField = ReturnType<typeof manifestSummaryOf>['fields'][string][number]

/** `text, "Tax number", unique, searched` */
function traitsOf({ type, title, ...field }: AddedField): string[] {
  return [
    field.refers_to === null ? type : `a record of ${field.refers_to}`,
    `"${title}"`,
    ...(field.is_computed ? ['computed'] : field.is_read_only ? ['read-only'] : []),
    ...(field.is_unique ? ['unique'] : []),
    ...(field.is_searched ? ['searched'] : []),
  ]
}
