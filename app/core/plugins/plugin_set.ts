import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Identity } from '#core/access/identity'
import type { CustomField } from '#core/custom_fields/custom_field'
import { withCustomFields } from '#core/custom_fields/extend'
import { loadCustomFields } from '#core/custom_fields/load'
import type { Context, Plugin, Ruling } from '#core/plugins/api'
import { contextMembers, storageAccess } from '#core/plugins/context_members'
import { actingCaller } from '#core/plugins/rights/acting'
import { withErrorBoundarySync } from '#core/plugins/error_boundary'
import { extendResource } from '#core/plugins/extend_resource'
import {
  type InstalledPlugin,
  hooksInto,
  installedCode,
  installedPlugins,
  isOnWhere,
  listenersOf,
  missingPlugins,
  onInstalled,
} from '#core/plugins/installed'
import {
  type MissingPlugin,
  decides,
  hides,
  isGuarding,
  unavailable,
} from '#core/plugins/isolation/missing'
import { standIn } from '#core/plugins/isolation/missing'
import { keyOf } from '#core/plugins/plugin_messages'
import { settledPlugins } from '#core/plugins/settled_plugins'
import { settingsFor } from '#core/plugins/settings/kept'
import type { Sealed } from '#core/plugins/settings/secrets'
import type { Resource, RowFilter } from '#core/resources/define_resource'
import { partFilter } from '#core/resources/whole'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What an organization chose about one plugin. */
export interface Choice {
  readonly plugin: string
  readonly is_enabled: boolean
  readonly settings: Readonly<Record<string, unknown>>
  /** Settings that are secret, encrypted. Absent where no one needs them. */
  readonly secrets?: Sealed
}

/** What speaks against something, and by what translations of that are known. */
export interface Reason {
  readonly text: string
  readonly phrase: string
}

/** The plugins that are on in an organization, with its settings: the one gate that all of them pass. */
export class PluginSet {
  readonly #on: ReadonlySet<string>
  readonly #settings: ReadonlyMap<string, unknown>
  readonly #missing: readonly MissingPlugin[]
  /** What the organization has defined itself, archived ones among them. */
  readonly customFields: readonly CustomField[]
  readonly #resources = new Map<Resource, Resource>()

  /**
   * @param on the ids of the plugins that are on
   * @param settings of all plugins, by id: those that are off have some to be turned on with
   * @param missing those that are on and do not run
   * @param customFields that the organization has defined
   */
  constructor(
    on: ReadonlySet<string>,
    settings: ReadonlyMap<string, unknown>,
    missing: readonly MissingPlugin[] = [],
    customFields: readonly CustomField[] = []
  ) {
    this.#on = on
    this.#settings = settings
    this.#missing = missing
    this.customFields = customFields
  }

  has(id: string): boolean {
    return this.#on.has(id)
  }

  /** Whether it is on here and does not run. */
  isMissing(id: string): boolean {
    return this.#missing.some((plugin) => plugin.id === id)
  }

  /**
   * @param isUndecided whether one that does not run has a say in the action
   * @throws {Problem} 503 when such a one is on here
   */
  ensureDecided(action: string, isUndecided = decides): void {
    const absent = this.#missing.find((plugin) => isUndecided(plugin, action))
    if (absent) throw unavailable(absent.id)
  }

  /** A plugin's settings here, also while it is off. */
  settingsOf(id: string): unknown {
    return this.#settings.get(id)
  }

  /** Those that are on, in the order in which they act. */
  get plugins(): readonly Plugin[] {
    return installedPlugins().filter(({ id }) => this.has(id))
  }

  /** The resource with what these plugins add to it: their fields and their conditions. */
  extend(resource: Resource): Resource {
    const known = this.#resources.get(resource)
    if (known) return known
    const absent = this.#missing.find((plugin) => hides(plugin, resource.name))
    const closed: RowFilter[] = absent
      ? [
          () => {
            throw unavailable(absent.id)
          },
        ]
      : []
    const part = partFilter(resource, (whole) => this.extend(whole))
    const further = [
      ...(resource.rowFilter ? [resource.rowFilter(this)] : []),
      ...(part ? [part] : []),
      ...closed,
    ]
    const extended = withCustomFields(
      extendResource(resource, this.plugins, (id) => this.settingsOf(id), further),
      this.customFields
    )
    this.#resources.set(resource, extended)
    return extended
  }

  /** Why one of these plugins refuses what the caller was granted; null when none does. */
  objection(permission: string, caller: Identity, record: LucidRow): Reason | null {
    this.ensureDecided(permission)
    for (const plugin of this.plugins) {
      const policies: Readonly<Record<string, Ruling | undefined>> = plugin.policies ?? {}
      const ruling = policies[permission]
      if (!ruling) continue
      const settings = this.settingsOf(plugin.id)
      const rule = () => ruling({ caller, record, settings })
      const ruled = withErrorBoundarySync(plugin, `policy ${permission}`, rule)
      if (ruled !== true) return { text: ruled, phrase: keyOf(plugin.id, ruled) }
    }
    return null
  }

  /** Those of these plugins that decide about an action: `customers:create`. */
  rulersOf(action: string): readonly Plugin[] {
    return rulersOf(action).filter(({ id }) => this.has(id))
  }
}

/** What a plugin's function is given in the running unit of work. */
export function contextOf<S>(set: PluginSet, plugin: Plugin<S>): Context<S>
export function contextOf(set: PluginSet, plugin: Plugin): Context {
  const { id } = plugin
  const unit = UnitOfWork.get()
  const { organizationId, actorId } = unit
  if (organizationId === null) throw new Error('Plugins act within an organization')
  const caller = actingCaller()
  return {
    ...contextMembers(plugin, { run: (work) => work(), actor: async () => caller }),
    organizationId,
    actorId,
    caller,
    settings: set.settingsOf(id),
    storage: storageAccess(plugin, organizationId),
    query: (sql, values) => unit.query(sql, values),
  }
}

/** How many sets are kept. Organizations that never chose share one. */
const MAX = 1_000
/** By organization: what a former version had is not kept. */
const kept = new Map<string, { readonly version: number; readonly set: PluginSet }>()
const loaded = new WeakMap<UnitOfWork, Promise<PluginSet>>()

/**
 * The plugins that are on where the running code works.
 *
 * @param identity spares asking for the version of the organization's choices,
 * which came with it
 */
export async function currentPlugins(identity?: Identity): Promise<PluginSet> {
  const unit = UnitOfWork.get()
  const known = loaded.get(unit)
  if (known) return known
  const loading = load(unit, identity?.pluginsVersion)
  loaded.set(unit, loading)
  const set = await loading
  settledPlugins.set(unit, set)
  return set
}

/** Whoever changes what is on in an organization says so to the running unit of work. */
export function forgetCurrentPlugins(): void {
  loaded.delete(UnitOfWork.get())
  settledPlugins.delete(UnitOfWork.get())
}

/** The plugins that take part in an action where the running code works. */
export interface Observers {
  readonly set: PluginSet
  /** Those that have a say in it, in order. Others may only hear of it. */
  readonly hooked: readonly InstalledPlugin[]
  /** Whether a policy decides about it where it happens, however it comes about. */
  readonly isRuled: boolean
}

/** What happens to records at whose own request it is asked: the engine of resources asks policies then. */
const ASKED_BEFORE: ReadonlySet<string> = new Set(['update', 'delete', 'restore'])

/** Of all that are installed, by action. */
const observing = new Map<
  string,
  {
    readonly hooked: readonly InstalledPlugin[]
    readonly listening: readonly InstalledPlugin[]
    readonly ruling: readonly Plugin[]
    /** Whether there are plugins that do not run, of which one may have a say. */
    readonly isAnyMissing: boolean
  }
>()

/** The plugins that have a say in an action, or hear of it; null when there are none. */
export async function observersOf(action: string): Promise<Observers | null> {
  const known = observing.get(action) ?? (await findObserving(action))
  const { hooked, listening, ruling } = known
  if (known.isAnyMissing) await ensureDecided(action)
  if (hooked.length + listening.length + ruling.length === 0) return null
  const set = await currentPlugins()
  const isOn = ({ plugin }: InstalledPlugin) => set.has(plugin.id)
  const here = hooked.filter(isOn)
  const isRuled = ruling.some(({ id }) => set.has(id))
  return here.length > 0 || isRuled || listening.some(isOn) ? { set, hooked: here, isRuled } : null
}

/** What some plugin declares, and what none does: services, and input of commands. */
const declared = new Map<string, boolean>()

/** Whether any plugin has a part in a service, be it on or off. */
export function isWrapped(service: string): boolean {
  return isDeclared(`service ${service}`, ({ services = {} }) => service in services)
}

/** Whether any plugin reads input of a command of this name, be it on or off. */
export function takesInput(action: string): boolean {
  return isDeclared(`input ${action}`, ({ inputs = {} }) => action in inputs)
}

function isDeclared(name: string, declares: (plugin: Plugin) => boolean): boolean {
  let known = declared.get(name)
  if (known === undefined) {
    known = installedPlugins().some(declares)
    declared.set(name, known)
  }
  return known
}

/** @throws {Problem} 503 when a plugin that does not run guards the action, or decides about it for the caller */
async function ensureDecided(action: string): Promise<void> {
  const isCaller = actingCaller() !== null
  const isUndecided = (plugin: MissingPlugin) =>
    isGuarding(plugin, action) || (isCaller && decides(plugin, action))
  if (!missingPlugins().some(isUndecided)) return
  const here = await currentPlugins()
  here.ensureDecided(action, isUndecided)
}

function rulersOf(action: string): readonly Plugin[] {
  return installedPlugins().filter(({ policies = {} }) => action in policies)
}

async function findObserving(action: string) {
  await installedCode()
  const found = {
    hooked: hooksInto(action),
    listening: listenersOf(action),
    ruling: ASKED_BEFORE.has(action.slice(action.indexOf(':') + 1)) ? [] : rulersOf(action),
    isAnyMissing: missingPlugins().length > 0,
  }
  observing.set(action, found)
  return found
}

onInstalled(() => {
  kept.clear()
  observing.clear()
  declared.clear()
})

async function load(unit: UnitOfWork, asked: number | null | undefined): Promise<PluginSet> {
  const { organizationId } = unit
  if (organizationId === null) return new PluginSet(new Set(), new Map())
  const version = asked ?? (await versionOf(unit, organizationId))
  const key = version === 0 ? '' : organizationId
  const known = kept.get(key)
  const set = known?.version === version ? known.set : await choose(unit, version, organizationId)
  kept.delete(key)
  kept.set(key, { version, set })
  if (kept.size > MAX) kept.delete(kept.keys().next().value ?? '')
  return set
}

async function choose(unit: UnitOfWork, version: number, organizationId: string) {
  if (version === 0) return pluginsChosen([], organizationId)
  return pluginsChosen(await choices(unit), organizationId, await loadCustomFields(unit))
}

async function versionOf(unit: UnitOfWork, organizationId: string): Promise<number> {
  const { rows } = await unit.query<{ plugins_version: number }>(
    'SELECT plugins_version FROM organizations WHERE id = $1',
    [organizationId]
  )
  return rows[0]?.plugins_version ?? 0
}

async function choices(unit: UnitOfWork): Promise<Choice[]> {
  const { rows } = await unit.query<Choice>(
    `SELECT plugin, is_enabled, settings, secrets FROM organization_plugins
     WHERE organization_id = app_organization()`
  )
  return rows
}

/**
 * The plugins that are on in an organization, asked in a unit of the system.
 *
 * @param organizationId null: as in one that never chose
 */
export async function pluginsIn(organizationId: string | null): Promise<PluginSet> {
  const unit = UnitOfWork.get()
  if (organizationId === null) return pluginsChosen([])
  return unit.runInOrganization(organizationId, () => load(unit, null))
}

/**
 * The plugins that are on where this was chosen.
 *
 * @param organizationId whose choice it is; null where secrets are not asked for
 */
export function pluginsChosen(
  rows: readonly Choice[],
  organizationId: string | null = null,
  customFields: readonly CustomField[] = []
): PluginSet {
  const chosen = new Map(rows.map((row) => [row.plugin, row]))
  const missing = new Map(missingPlugins().map((plugin) => [plugin.id, standIn(plugin)]))
  const listed = new Map(installedPlugins().map((plugin) => [plugin.id, plugin]))
  /* One rule for those that run and those that do not: what these decide about is closed where they are on. */
  const find = (id: string) => listed.get(id) ?? missing.get(id)
  const isOn = (plugin: Plugin) => isOnWhere((id) => chosen.get(id)?.is_enabled, plugin, find)
  const on = new Set([...listed.values()].filter(isOn).map(({ id }) => id))
  return new PluginSet(
    on,
    new Map(
      installedPlugins().map((plugin) => {
        const { settings = {}, secrets = {} } = chosen.get(plugin.id) ?? {}
        return [plugin.id, settingsFor(plugin, { organizationId, settings, secrets })]
      })
    ),
    missingPlugins().filter((plugin) => isOn(standIn(plugin))),
    customFields
  )
}
