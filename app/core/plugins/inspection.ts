import type { Plugin } from '#core/plugins/api'
import { listenerLines } from '#core/plugins/code_problems'
import { commandsOf } from '#core/plugins/commands'
import type { ManifestOverrides, ManifestSummary } from '#core/plugins/manifest_shape'
import { manifestSummaryOf, overridesOf } from '#core/plugins/manifest_summary'
import {
  type InstalledPlugin,
  codeOf,
  enabledOf,
  glueOf,
  installedPlugins,
  loadCode,
} from '#core/plugins/installed'
import { migrationsOf } from '#core/plugins/plugin_migrations'
import { serviceLines } from '#core/plugins/services/chain'
import { settingLines } from '#core/plugins/settings/setting'

/** A plugin with all that is known of it. */
interface Inspected extends InstalledPlugin {
  readonly adds: ManifestSummary
  readonly changes: ManifestOverrides
  readonly mails: readonly string[]
}

/** Lines under a heading, which may be none. Several members may stand under one. */
type Section = readonly [heading: string, lines: (inspected: Inspected) => readonly string[]]

const lifecycle: Section = ['Lifecycle', ({ adds }) => adds.lifecycle]
const plugin: Section = [
  'Plugin',
  ({ plugin: { id, version, description } }) => [
    `${id} ${version}`,
    ...(description ? [description] : []),
  ],
]
const permissions: Section = [
  'Permissions',
  ({ adds: { permissions: all, narrowable } }) =>
    all.map((name) => (narrowable.includes(name) ? `${name} (also own)` : name)),
]
const jobs: Section = [
  'Jobs',
  ({ adds }) =>
    adds.jobs.map(({ name, every, zone }) =>
      every
        ? `${name} (${every}, ${zone === 'UTC' ? 'UTC' : 'by the clock of the organization'})`
        : name
    ),
]
const services: Section = ['Services', (inspected) => serviceLines(inspected.plugin)]
const routes: Section = [
  'Routes',
  ({ adds }) =>
    adds.routes.map(({ method, path, permission }) => `${method} ${path} (${permission})`),
]

/** All members of a manifest: one that is forgotten does not compile. */
const MEMBERS: Readonly<Record<keyof Plugin, Section | null>> = {
  id: plugin,
  version: plugin,
  description: plugin,
  core: ['Core', ({ plugin: { core } }) => (core ? ['a module of the application'] : [])],
  prefixes: ['Prefixes', ({ plugin: { prefixes = [] } }) => prefixes],
  package: ['Package', ({ plugin: { package: name } }) => (name ? [name] : [])],
  root: ['Folder', ({ plugin: { root } }) => (root ? [root] : [])],
  requires: [
    'Requires',
    ({ plugin: { requires = {} } }) =>
      Object.entries(requires).map(([other, range]) => `${other}@${range}`),
  ],
  after: ['After', ({ plugin: { after = [] } }) => after],
  enabled: ['Enabled', (inspected) => [whereOn(inspected.plugin)]],
  resources: [
    'Resources',
    ({ plugin: { resources = [] } }) =>
      resources.map(({ name, parents }) => {
        const paths = parents.map(({ resource, path }) => `/api/${resource}/{id}/${path}/`)
        return paths.length > 0 ? `${name} (also ${paths.join(', ')})` : name
      }),
  ],
  fields: [
    'Fields',
    ({ adds }) =>
      Object.entries(adds.fields).flatMap(([resource, fields]) =>
        fields.map((field) => `${resource}: ${field.name} (${traitsOf(field).join(', ')})`)
      ),
  ],
  associations: [
    'Associations',
    ({ adds: { associations } }) => [
      ...associations.resources,
      ...associations.labels.map(
        ({ from, to, key, title }) => `${from} and ${to}: ${key} (${title})`
      ),
    ],
  ],
  timeline: [
    'Timelines',
    ({ adds: { timeline } }) => timeline.map(({ kind, title }) => `${kind} (${title})`),
  ],
  permissions,
  narrowable: permissions,
  roles: [
    'Roles',
    ({ plugin: { roles = {} } }) =>
      Object.entries(roles).map(([role, granted]) => `${role}: ${granted.join(', ')}`),
  ],
  settings: ['Settings', (inspected) => settingLines(inspected.plugin)],
  routes,
  describes: null,
  jobs,
  enqueues: jobs,
  processes: [
    'Processes',
    ({ adds }) => adds.processes.map(({ name, steps }) => `${name}: ${steps.join(', ')}`),
  ],
  mails: ['Mails', ({ mails }) => mails],
  seed: lifecycle,
  demo: lifecycle,
  onEnable: lifecycle,
  onDisable: lifecycle,
  onUpgrade: lifecycle,
  onUninstall: lifecycle,
  organizations: lifecycle,
  admin: [
    'Admin',
    ({ adds: { menu, cards, actions, pages, related, settings_actions: ofSettings, tiles } }) => [
      ...menu.map((label) => `menu: ${label}`),
      ...cards.map((place) => `card: ${place}`),
      ...actions.map(({ resource, name, label }) => `action: ${resource}: ${name} ("${label}")`),
      ...pages.map(({ name, title, permission }) => `page: ${name} ("${title}", ${permission})`),
      ...related.map(({ place, resource }) => `list: ${place}: ${resource}`),
      ...ofSettings.map(({ name, label }) => `action of its settings: ${name} ("${label}")`),
      ...tiles.map((title) => `tile: ${title}`),
    ],
  ],
  hooks: ['Hooks', ({ hooks }) => [...hooks.keys()]],
  listeners: ['Listeners', ({ listeners }) => listenerLines(listeners, installedPlugins())],
  policies: ['Policies', ({ changes }) => changes.policies],
  scopes: ['Scopes', ({ changes }) => changes.scopes],
  guards: ['Guards', ({ changes }) => changes.guards],
  readOnly: ['Read-only fields', ({ changes }) => changes.read_only],
  searches: ['Searches', ({ changes }) => changes.searches],
  inputs: ['Input of commands', ({ changes }) => changes.inputs],
  provides: services,
  services,
}

/** Everything that a plugin adds and has a say in: lines under headings, which may be none. */
export async function inspect(
  inspected: Plugin
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { id } = inspected
  const known: Inspected = {
    ...(await codeOf(inspected)),
    adds: manifestSummaryOf(inspected),
    changes: overridesOf(inspected),
    mails: Object.keys((await loadCode(inspected.mails)) ?? {}),
  }
  const sections = Object.values(MEMBERS).flatMap((section) => (section ? [section] : []))
  return {
    ...Object.fromEntries(sections.map(([heading, lines]) => [heading, lines(known)])),
    'Required by': installedPlugins()
      .filter((other) => id in (other.requires ?? {}))
      .map((other) => other.id),
    'Commands': await commandsOf(inspected),
    'Migrations': inspected.core ? [] : (await migrationsOf(id)).map(({ name }) => name),
  }
}

/** Where it is on without anyone turning it on. */
function whereOn(inspected: Plugin): string {
  const parts = glueOf(inspected)
  if (parts) return `with ${parts.join(' and ')}`
  const enabled = enabledOf(inspected)
  if (enabled === 'always') return 'always'
  return enabled === 'on' ? 'by default' : 'where it is turned on'
}

type AddedField = ManifestSummary['fields'][string][number]

/** `text, "Tax number", unique, searched, read by taxes:read` */
function traitsOf({ type, title, ...field }: AddedField): string[] {
  return [
    field.refers_to === null ? type : `a record of ${field.refers_to}`,
    `"${title}"`,
    ...(field.currency === null ? [] : [currencyOf(field.currency)]),
    ...(field.is_computed ? ['computed'] : field.is_read_only ? ['read-only'] : []),
    ...(field.is_unique ? ['unique'] : []),
    ...(field.is_searched ? ['searched'] : []),
    ...(field.read_permission === null ? [] : [`read by ${field.read_permission}`]),
    ...(field.write_permission === null ? [] : [`written by ${field.write_permission}`]),
    ...(field.is_column ? ['a column'] : []),
  ]
}

function currencyOf(currency: string): string {
  return currency === 'organization' ? 'in the currency of the organization' : `in ${currency}`
}
