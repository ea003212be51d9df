import type { Handle, Hook, Lazy, Listener, Plugin } from '#core/plugins/api'
import type { MissingPlugin } from '#core/plugins/isolation/missing'
import type { Resource } from '#core/resources/define_resource'

/** A plugin with its code at hand. */
export interface InstalledPlugin {
  readonly plugin: Plugin
  /** By action or pattern: `customers:create`, `customers:*`, `*`. */
  readonly hooks: ReadonlyMap<string, Hook>
  /** By action: those that keep right what is computed of its records, behind its own. */
  readonly computing?: ReadonlyMap<string, Hook>
  /** By action, pattern or event. */
  readonly listeners: ReadonlyMap<string, Handle | Listener>
}

let listed: readonly Plugin[] = []
let missing: readonly MissingPlugin[] = []
let loading: Promise<readonly InstalledPlugin[]> | undefined
let installed: readonly InstalledPlugin[] | undefined
let generation = 0
const hooked = new Map<string, readonly InstalledPlugin[]>()
const listened = new Map<string, readonly InstalledPlugin[]>()

/** The plugins of this installation, in the order in which they act. */
export function installedPlugins(): readonly Plugin[] {
  return listed
}

/** Those in the list that do not run. What they decide about is closed where they are on. */
export function missingPlugins(): readonly MissingPlugin[] {
  return missing
}

export function setMissing(plugins: readonly MissingPlugin[]): void {
  missing = plugins
  for (const forget of dependents) forget()
}

export function installedPlugin(id: string): Plugin | undefined {
  return listed.find((plugin) => plugin.id === id)
}

/** The plugin that adds a resource; null when it is known from elsewhere. */
export function ownerOf({ name }: Resource): Plugin | null {
  return listed.find(({ resources }) => resources?.some((own) => own.name === name)) ?? null
}

/** The plugin that brings what permissions call by this noun, whether it is a resource or not. */
export function pluginOf(noun: string): Plugin | undefined {
  return listed.find(
    ({ resources = [], permissions = {} }) =>
      noun in permissions || resources.some((resource) => resource.noun === noun)
  )
}

/** Replaces the list; for start-up, and for tests that bring plugins of their own. */
export function setInstalled(plugins: readonly Plugin[]): void {
  listed = plugins
  loading = undefined
  installed = undefined
  generation += 1
  hooked.clear()
  listened.clear()
  for (const forget of dependents) forget()
}

const dependents: (() => void)[] = []

/** Calls this whenever the list is another one: what was made of it is to be forgotten. */
export function onInstalled(forget: () => void): void {
  dependents.push(forget)
}

/** Another number whenever the list is another one: what was made of it is old then. */
export function installedGeneration(): number {
  return generation
}

/**
 * The plugins with their code, loaded once. Late in commands: the one that runs
 * a new plugin's migrations has no class for its model yet.
 */
export async function installedCode(): Promise<readonly InstalledPlugin[]> {
  loading ??= Promise.all(listed.map(codeOf))
  installed = await loading
  return installed
}

/** The code of one plugin, whatever the others are like. */
export async function codeOf(plugin: Plugin): Promise<InstalledPlugin> {
  const hooks = named(await loadCode(plugin.hooks))
  const { computingHooks } = await import('#core/plugins/read_only/recompute')
  return {
    plugin,
    hooks,
    computing: new Map(computingHooks(plugin)),
    listeners: named<Handle | Listener>(await loadCode(plugin.listeners)),
  }
}

/** Those that have a say in the action, in order: `customers:create`. Once their code is loaded. */
export function hooksInto(action: string): readonly InstalledPlugin[] {
  return concerned(hooked, action, ({ hooks, computing }) =>
    computing ? [hooks, computing] : [hooks]
  )
}

/** Those that want to hear of the action or event, in order. Once their code is loaded. */
export function listenersOf(name: string): readonly InstalledPlugin[] {
  return concerned(listened, name, ({ listeners }) => [listeners])
}

/** A plugin's own entries for an action: for it, for all of its resource, and for everything. */
export function entriesFor<T>(entries: ReadonlyMap<string, T>, name: string): T[] {
  return patternsOf(name).flatMap((pattern) => entries.get(pattern) ?? [])
}

/** The plugins wherever all of which are on, it is on, too; null for one that is turned on by itself. */
export function glueOf({ enabled }: Plugin): readonly string[] | null {
  return typeof enabled === 'object' ? enabled.with : null
}

/** Where it is on, also where its manifest does not say. */
export function enabledOf({ core = false, enabled }: Plugin): NonNullable<Plugin['enabled']> {
  return enabled ?? (core ? 'always' : 'off')
}

/** A plugin that has to be on, and whether it is where an organization never chose. */
export interface Need {
  readonly id: string
  readonly isDefault: boolean
}

/**
 * All that has to be on for a plugin to be on, itself among it: what it is on with, and what it
 * requires. None of one that is always on. The only answer to where a plugin is on: the organization's
 * own (`isOnWhere`), and that of SQL (`areOnSql`) are made of it.
 *
 * @param find knows plugins besides those that run
 * @returns null when something of it is not there, so that it is on nowhere
 */
export function needsOf(
  plugin: Plugin,
  find: (id: string) => Plugin | undefined = installedPlugin
): readonly Need[] | null {
  if (isAlwaysOn(plugin)) return []
  const parts = glueOf(plugin)
  const needs = [{ id: plugin.id, isDefault: parts !== null || enabledOf(plugin) === 'on' }]
  const others = new Set([...(parts ?? []), ...Object.keys(plugin.requires ?? {})])
  others.delete('crm')
  for (const id of others) {
    const other = find(id)
    const own = other ? needsOf(other, find) : null
    if (own === null) return null
    needs.push(...own)
  }
  return [...new Map(needs.map((need) => [need.id, need])).values()]
}

/** Whether a plugin is on where this was chosen: undefined by an organization that never did. */
export function isOnWhere(
  chosen: (id: string) => boolean | undefined,
  plugin: Plugin,
  find?: (id: string) => Plugin | undefined
): boolean {
  return needsOf(plugin, find)?.every(({ id, isDefault }) => chosen(id) ?? isDefault) ?? false
}

/** Whether a plugin goes off with another one, because it is on with that, or with one that goes. */
export function isOnWith(plugin: Plugin, id: string): boolean {
  return (glueOf(plugin) ?? []).some((part) => {
    const other = part === id ? undefined : installedPlugin(part)
    return part === id || (other !== undefined && isOnWith(other, id))
  })
}

/** Whether it is on in organizations that never chose. */
export function isOnByDefault(plugin: Plugin): boolean {
  return isOnWhere(() => undefined, plugin)
}

/** Whether no organization can turn it off. */
export function isAlwaysOn(plugin: Plugin): boolean {
  return enabledOf(plugin) === 'always'
}

/** Under what an action is known: by itself, as one of its resource's, and as one of all. */
export function patternsOf(name: string): string[] {
  return [name, `${name.slice(0, name.indexOf(':'))}:*`, '*']
}

function concerned(
  known: Map<string, readonly InstalledPlugin[]>,
  name: string,
  entries: (plugin: InstalledPlugin) => readonly ReadonlyMap<string, unknown>[]
): readonly InstalledPlugin[] {
  const found =
    known.get(name) ??
    (installed ?? []).filter((plugin) =>
      entries(plugin).some((own) => entriesFor(own, name).length > 0)
    )
  known.set(name, found)
  return found
}

/** Code that a manifest names, loaded when it is needed. */
export async function loadCode<T extends object>(
  code: Lazy<T> | undefined
): Promise<T | undefined> {
  const loaded = isLoader(code) ? (await code()).default : code
  if (code !== undefined && (typeof loaded !== 'object' || loaded === null)) {
    throw new Error('what their module exports by default is no object')
  }
  return loaded
}

function isLoader<T>(code: Lazy<T> | undefined): code is () => Promise<{ default: T }> {
  return typeof code === 'function'
}

function named<T>(entries: Readonly<Record<string, T | undefined>> = {}): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(entries).flatMap(([name, entry]) => (entry === undefined ? [] : [[name, entry]]))
  )
}
