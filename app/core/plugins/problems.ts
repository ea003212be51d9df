import { existsSync } from 'node:fs'
import { join } from 'node:path'
import semver from 'semver'
import { didYouMean } from '#core/http/did_you_mean'
import { API, type Plugin } from '#core/plugins/api'
import { fieldProblemsOf } from '#core/plugins/fields/problems'
import { namesOwnedBy } from '#core/plugins/naming'
import { type InstalledPlugin, glueOf } from '#core/plugins/installed'
import { jobProblems, listenerProblems } from '#core/plugins/delivery/problems'
import { circlesOf } from '#core/plugins/order'
import { folderOf } from '#core/plugins/plugin_folders'
import { routeProblems } from '#core/plugins/plugin_routes'
import { inputProblems } from '#core/plugins/rights/input_problems'
import { serviceProblems } from '#core/plugins/services/chain'
import { settingsCheck } from '#core/plugins/settings/check'
import { settingsProblems } from '#core/plugins/settings/setting'
import { processProblems } from '#core/plugins/processes/problems'

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** Ours: what begins with them would be taken for a plugin's. */
const RESERVED = ['crm', 'custom', 'plugin', 'plugins']
const STANDARD_CHANGES = ['create', 'update', 'delete', 'restore']

/**
 * Everything that keeps plugins from starting, each in a sentence that names
 * the plugin, so that anyone who reads it mends all of it at once.
 *
 * @param apart ids of plugins that are not among them, and are known to be broken
 */
export function problemsOf(plugins: readonly Plugin[], apart: readonly string[] = []): string[] {
  const permissions = new Set(plugins.flatMap(grantsOfferedBy))
  return [
    ...idProblems(plugins),
    ...plugins.flatMap((plugin) => requirementProblems(plugin, plugins, apart)),
    ...circleProblems(plugins),
    ...plugins.flatMap(glueProblems),
    ...nameProblems(plugins),
    ...plugins.flatMap((plugin) => prefixProblems(plugin, plugins)),
    ...plugins.flatMap((plugin) => targetProblems(plugin, plugins)),
    ...plugins.flatMap((plugin) => fieldProblemsOf(plugin, plugins, permissions)),
    ...routeProblems(plugins),
    ...plugins.flatMap((plugin) => inputProblems(plugin, plugins)),
    ...roleProblems(plugins, apart),
    ...plugins.flatMap(settingsProblems),
    ...serviceProblems(plugins, apart),
    ...plugins.flatMap(jobProblems),
    ...plugins.flatMap(processProblems),
  ]
}

/** Defaults of settings that their own schema refuses. */
export async function defaultProblemsOf(plugins: readonly Plugin[]): Promise<string[]> {
  const problems = await Promise.all(
    plugins.map(async (plugin) => {
      const refusals = await settingsCheck(plugin)(plugin.settings?.defaults)
      return refusals.map(
        ({ field, message }) =>
          `"${plugin.id}" has a default that its setting "${field}" refuses: ${message}`
      )
    })
  )
  return problems.flat()
}

/** What is wrong with hooks, listeners and views, known once they are loaded. */
export function codeProblemsOf(installed: readonly InstalledPlugin[]): string[] {
  const plugins = installed.map(({ plugin }) => plugin)
  const changes = changesOf(plugins)
  return installed.flatMap(({ plugin, hooks, listeners }) => [
    ...[...hooks.keys()]
      .filter((name) => !changes.has(name))
      .map((name) => `"${plugin.id}" hooks into "${name}", which no resource declares`),
    ...[...listeners.keys()]
      .filter((name) => !changes.has(name) && !isEvent(name, plugins))
      .map((name) => `"${plugin.id}" listens to "${name}", which no module emits`),
    ...entryProblems({ plugin, hooks, listeners }),
    ...viewProblems(plugin),
  ])
}

/** Hooks and listeners that cannot be called. */
function entryProblems({ plugin: { id }, hooks, listeners }: InstalledPlugin): string[] {
  const isCallable = (value: unknown) => typeof value === 'function'
  const isHook = (hook: unknown) => {
    const { before, after } = Object(hook)
    const parts: unknown[] = [before, after].filter((part) => part !== undefined)
    return parts.length > 0 && parts.every(isCallable)
  }
  return [
    ...[...hooks].flatMap(([name, hook]) =>
      isHook(hook) ? [] : [`"${id}" has a hook into "${name}" without a function before or after`]
    ),
    ...[...listeners].flatMap(([name, listener]) => listenerProblems(id, name, listener)),
  ]
}

function idProblems(plugins: readonly Plugin[]): string[] {
  const ids = plugins.map(({ id }) => id)
  return [
    ...ids
      .filter((id) => !ID.test(id) || RESERVED.includes(id))
      .map((id) => `"${id}" cannot be the id of a plugin: it is reserved, or not kebab-case`),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => `two plugins have the id "${id}"`),
    ...plugins
      .filter(({ version }) => !semver.valid(version))
      .map(({ id, version }) => `"${id}" has the version "${version}", which is none`),
  ]
}

function requirementProblems(
  plugin: Plugin,
  plugins: readonly Plugin[],
  apart: readonly string[]
): string[] {
  return Object.entries(plugin.requires ?? {}).flatMap(([id, range]) => {
    if (apart.includes(id)) return []
    const version = id === 'crm' ? API : plugins.find((other) => other.id === id)?.version
    if (version === undefined) {
      return [`"${plugin.id}" requires "${id}", which is not in config/plugins.ts`]
    }
    if (semver.satisfies(version, range, { includePrerelease: true })) return []
    return [`"${plugin.id}" requires ${id}@${range}, found ${version}`]
  })
}

function circleProblems(plugins: readonly Plugin[]): string[] {
  return circlesOf(plugins).map((circle) => `plugins wait for each other: ${circle}`)
}

/** A plugin that is on with others needs them: they start before it, in versions that fit. */
function glueProblems(plugin: Plugin): string[] {
  const { id, requires = {} } = plugin
  return (glueOf(plugin) ?? [])
    .filter((other) => !(other in requires))
    .map((other) => `"${id}" is on with "${other}", which it does not require`)
}

/** Names that belong to one plugin only. */
function nameProblems(plugins: readonly Plugin[]): string[] {
  const owners = new Map<string, string[]>()
  for (const plugin of plugins) {
    for (const name of namesOf(plugin)) owners.set(name, [...(owners.get(name) ?? []), plugin.id])
  }
  return [...owners]
    .filter(([, ids]) => ids.length > 1)
    .map(([name, ids]) => `${name} is claimed by ${ids.map((id) => `"${id}"`).join(' and ')}`)
}

function namesOf(plugin: Plugin): string[] {
  return [
    ...(plugin.resources ?? []).flatMap(({ name, permissions, permission }) => [
      `the resource "${name}"`,
      ...permissions.map((action) => `the permission "${permission(action)}"`),
    ]),
    ...Object.entries(plugin.permissions ?? {}).flatMap(([resource, actions]) =>
      actions.map((action) => `the permission "${resource}:${action}"`)
    ),
  ]
}

/** What a plugin brings begins with its id, so that no two can collide, now or later. */
function prefixProblems(plugin: Plugin, plugins: readonly Plugin[]): string[] {
  if (plugin.core) return []
  const { id } = plugin
  const isPrefixed = namesOwnedBy(
    id,
    plugins.map((other) => other.id)
  )
  const resources = (plugin.resources ?? []).flatMap(({ name, noun, table }) => [
    ...(isPrefixed(name) && isPrefixed(noun) ? [] : [`the resource "${name}"`]),
    ...(isPrefixed(table) ? [] : [`the table "${table}"`]),
  ])
  const permissions = Object.keys(plugin.permissions ?? {})
    .filter((name) => !isPrefixed(name))
    .map((name) => `the permissions of "${name}"`)
  const events = (plugin.webhooks ?? [])
    .filter((name: string) => !name.startsWith(`${id}:`))
    .map((name) => `the event "${name}"`)
  const views = cardsOf(plugin)
    .filter(({ view }) => !view.startsWith(`${id}::`))
    .map(({ view }) => `the view "${view}"`)
  return [...resources, ...permissions, ...events, ...views].map(
    (what) => `"${id}" adds ${what}, which does not begin with its id, or begins with another's`
  )
}

/** What a plugin changes has to exist. */
function targetProblems(plugin: Plugin, plugins: readonly Plugin[]): string[] {
  const resources = new Map(
    plugins.flatMap((other) => other.resources ?? []).map((resource) => [resource.name, resource])
  )
  const changes = changesOf(plugins)
  return [
    ...Object.keys(plugin.fields ?? {}).flatMap((name) => {
      if (resources.get(name)?.extensible) return []
      return [`"${plugin.id}" adds fields to "${name}", which takes none`]
    }),
    ...Object.keys(plugin.scopes ?? {})
      .filter((name) => !resources.has(name))
      .map((name) => `"${plugin.id}" narrows "${name}", which is no resource`),
    ...Object.keys(plugin.searches ?? {})
      .filter((name) => resources.get(name)?.searchable !== 'ranked')
      .map((name) => `"${plugin.id}" finds "${name}" by words, whose search is not ranked`),
    ...Object.keys(plugin.policies ?? {})
      .filter((name) => !changes.has(name))
      .map((name) => `"${plugin.id}" decides about "${name}", which no resource declares`),
    ...cardsOf(plugin)
      .filter(
        ({ place }) => !resources.has(place.replace(/\.show$/, '')) || !place.endsWith('.show')
      )
      .map(({ place }) => `"${plugin.id}" has a card for "${place}", which is no page of a record`),
  ]
}

/**
 * Built-in roles that are given what does not exist. What belongs to a plugin that is
 * not there, being broken or optional, is given in vain and no mistake.
 */
function roleProblems(plugins: readonly Plugin[], apart: readonly string[]): string[] {
  const known = new Set(plugins.flatMap(grantsOfferedBy))
  const ids = plugins.map(({ id }) => id)
  return plugins.flatMap(({ id, roles = {}, after = [] }) => {
    const absent = [...apart, ...after.filter((other) => !ids.includes(other))]
    const isAbsent = (name: string) => absent.some((other) => namesOwnedBy(other, ids)(name))
    return Object.entries(roles).flatMap(([role, grants]) =>
      grants
        .filter((grant) => {
          const name = grant.replace(/\/own$/, '')
          return !known.has(name) && !isAbsent(name.split(':')[0] ?? name)
        })
        .map(
          (grant) =>
            `"${id}" gives ${role} "${grant}", which no module declares.${didYouMean(grant, known)}`
        )
    )
  })
}

/** Everything that a role can be given of what a plugin declares: `customers:read`, `customers:*`. */
function grantsOfferedBy({ resources = [], permissions = {} }: Plugin): string[] {
  return [
    ...resources.flatMap(({ permissions: actions, permission }) =>
      [...actions, '*'].map((action) => permission(action))
    ),
    ...Object.entries(permissions).flatMap(([resource, actions]) =>
      [...actions, '*'].map((action) => `${resource}:${action}`)
    ),
  ]
}

/** Views that are not in its folder. */
function viewProblems(plugin: Plugin): string[] {
  const folder = folderOf(plugin, 'views')
  return cardsOf(plugin)
    .filter(({ view }) => !folder || !existsSync(join(folder, `${view.split('::')[1]}.edge`)))
    .map(({ view }) => `"${plugin.id}" has no view "${view}"`)
}

function cardsOf({ admin }: Plugin) {
  return Object.entries(admin?.cards ?? {}).map(([place, { view }]) => ({ place, view }))
}

/** The names of everything that can happen to records, and the patterns over them. */
function changesOf(plugins: readonly Plugin[]): ReadonlySet<string> {
  return new Set([
    '*',
    ...plugins
      .flatMap(({ resources = [] }) => resources)
      .flatMap(({ noun, emits }) => [
        `${noun}:*`,
        ...[...STANDARD_CHANGES, ...emits].map((change) => `${noun}:${change}`),
      ]),
  ])
}

/** An event of a plugin begins with its id. */
function isEvent(name: string, plugins: readonly Plugin[]): boolean {
  return plugins.some(({ id }) => name.startsWith(`${id}:`))
}
