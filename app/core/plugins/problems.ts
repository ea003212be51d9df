import semver from 'semver'
import { adminProblems } from '#core/plugins/admin/problems'
import { API, type Plugin } from '#core/plugins/api'
import { fieldNameProblems, fieldProblemsOf } from '#core/plugins/fields/problems'
import {
  furtherPrefixProblems,
  grantsOfferedBy,
  nameProblems,
  narrowableProblems,
  prefixProblems,
  roleProblems,
} from '#core/plugins/name_problems'
import { glueOf } from '#core/plugins/installed'
import { jobProblems } from '#core/plugins/delivery/problems'
import { associationProblems } from '#core/associations/problems'
import { timelineProblems } from '#core/timeline/problems'
import { associationEventsOf } from '#core/associations/participants'
import type { Named } from '#core/plugins/naming'
import { circlesOf } from '#core/plugins/order'
import { routeProblems } from '#core/plugins/plugin_routes'
import { readOnlyProblems } from '#core/plugins/read_only/problems'
import { inputProblems } from '#core/plugins/rights/input_problems'
import { serviceProblems } from '#core/plugins/services/chain'
import { settingsProblems } from '#core/plugins/settings/setting'
import { processProblems } from '#core/plugins/processes/problems'

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** Ours: what begins with them would be taken for a plugin's. */
const RESERVED = ['crm', 'custom', 'plugin', 'plugins']
const STANDARD_CHANGES = ['create', 'update', 'delete', 'restore']

/** Plugins that are to start together, with what checks of several members ask. */
interface Looked {
  readonly plugins: readonly Plugin[]
  /** Plugins that are not among them, and are known to be broken. */
  readonly apart: readonly Named[]
  /** What roles can be granted. */
  readonly permissions: ReadonlySet<string>
  /** What can happen to records. */
  readonly changes: ReadonlySet<string>
}

type Check = (looked: Looked) => string[]

const each =
  (check: (plugin: Plugin, looked: Looked) => string[]): Check =>
  (looked) =>
    looked.plugins.flatMap((plugin) => check(plugin, looked))

const identities: Check = ({ plugins }) => idProblems(plugins)
const names: Check = ({ plugins }) => nameProblems(plugins)
const prefixes = each((plugin, { plugins }) => prefixProblems(plugin, plugins))
const targets = each((plugin, { plugins }) => targetProblems(plugin, plugins))
const functions = each(functionProblems)
const services: Check = ({ plugins, apart }) => serviceProblems(plugins, apart)
const jobs = each(jobProblems)

/**
 * What is checked of each member of a manifest, in the order in which it is told; nothing of what can
 * be anything, or is code that is loaded later. One that is forgotten does not compile.
 */
const CHECKS: Readonly<Record<keyof Plugin, readonly Check[]>> = {
  id: [identities],
  version: [identities],
  root: [],
  package: [],
  description: [],
  prefixes: [each((plugin, { plugins }) => furtherPrefixProblems(plugin, plugins))],
  core: [],
  requires: [
    each((plugin, { plugins, apart }) => requirementProblems(plugin, plugins, apart)),
    ({ plugins }) => circleProblems(plugins),
  ],
  after: [],
  enabled: [each(glueProblems)],
  resources: [names, prefixes, targets],
  associations: [({ plugins }) => associationProblems(plugins)],
  timeline: [({ plugins, permissions }) => timelineProblems(plugins, permissions)],
  permissions: [names, prefixes],
  narrowable: [each(narrowableProblems)],
  admin: [
    prefixes,
    each((plugin, { plugins, permissions }) => adminProblems(plugin, plugins, permissions)),
  ],
  scopes: [targets, functions],
  policies: [targets, functions],
  guards: [targets],
  seed: [functions],
  demo: [functions],
  onEnable: [functions],
  onDisable: [functions],
  onUpgrade: [functions],
  onUninstall: [functions],
  organizations: [functions],
  fields: [
    targets,
    each((plugin, { plugins, permissions }) => fieldProblemsOf(plugin, plugins, permissions)),
    ({ plugins }) => fieldNameProblems(plugins),
  ],
  routes: [({ plugins }) => routeProblems(plugins)],
  readOnly: [each((plugin, { plugins }) => readOnlyProblems(plugin, plugins))],
  inputs: [each((plugin, { plugins }) => inputProblems(plugin, plugins))],
  roles: [({ plugins, apart }) => roleProblems(plugins, apart)],
  settings: [each(settingsProblems)],
  provides: [services],
  services: [services],
  jobs: [jobs],
  enqueues: [jobs, prefixes],
  processes: [each(processProblems)],
  describes: [],
  mails: [],
  hooks: [],
  listeners: [],
  searches: [targets],
}

/** Each once, in the order of the table. */
const ALL_CHECKS = [...new Set(Object.values(CHECKS).flat())]

/**
 * Everything that keeps plugins from starting, each in a sentence that names
 * the plugin, so that anyone who reads it mends all of it at once.
 *
 * @param apart plugins that are not among them, and are known to be broken
 */
export function problemsOf(plugins: readonly Plugin[], apart: readonly Named[] = []): string[] {
  const permissions = new Set(plugins.flatMap(grantsOfferedBy))
  const looked: Looked = { plugins, apart, permissions, changes: changesOf(plugins) }
  return ALL_CHECKS.flatMap((check) => check(looked))
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
  apart: readonly Named[]
): string[] {
  return Object.entries(plugin.requires ?? {}).flatMap(([id, range]) => {
    if (apart.some((other) => other.id === id)) return []
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

/** What a plugin changes has to exist. */
function targetProblems(plugin: Plugin, plugins: readonly Plugin[]): string[] {
  const resources = new Map(
    plugins.flatMap((other) => other.resources ?? []).map((resource) => [resource.name, resource])
  )
  const changes = changesOf(plugins)
  const isAction = (name: string) => changes.has(name) && !name.endsWith('*')
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
      .filter((name) => !isAction(name))
      .map((name) => `"${plugin.id}" decides about "${name}", which no resource declares`),
    ...(plugin.guards ?? [])
      .filter((name) => !isAction(name))
      .map((name) => `"${plugin.id}" guards "${name}", which no resource declares`),
  ]
}

/** What is called that cannot be, beside what each topic checks itself. */
function functionProblems(plugin: Plugin): string[] {
  const { id, seed, demo, onEnable, onDisable, onUpgrade, onUninstall, organizations } = plugin
  const named: Readonly<Record<string, unknown>> = {
    seed,
    demo,
    onEnable,
    onDisable,
    onUpgrade,
    onUninstall,
    ...withPrefix('organizations', organizations),
    ...withPrefix('policies', plugin.policies),
    ...withPrefix('scopes', plugin.scopes),
    ...withPrefix('searches', plugin.searches),
  }
  return Object.entries(named)
    .filter(([, code]) => code !== undefined && typeof code !== 'function')
    .map(([name]) => `"${id}" has ${name}, which is no function`)
}

function withPrefix(prefix: string, members: object = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).map(([name, code]) => [`${prefix}.${name}`, code])
  )
}

/** The names of everything that can happen to records, and the patterns over them. */
export function changesOf(plugins: readonly Plugin[]): ReadonlySet<string> {
  return new Set([
    '*',
    ...plugins
      .flatMap(({ resources = [] }) => resources)
      .flatMap(({ noun, emits }) => [
        `${noun}:*`,
        ...[...STANDARD_CHANGES, ...emits].map((change) => `${noun}:${change}`),
      ]),
    ...plugins.flatMap(associationEventsOf),
  ])
}
