import { compose } from '@adonisjs/core/helpers'
import { OrganizationPluginSchema } from '#database/schema'
import { conflict } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import type { Plugin } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { actAs } from '#core/plugins/rights/acting'
import {
  glueOf,
  installedPlugins,
  isAlwaysOn,
  isOnByDefault,
  isOnWith,
} from '#core/plugins/installed'
import { isUpgrade, runOnDisable, runOnUpgrade } from '#core/plugins/lifecycle/callbacks'
import { recomputeAll } from '#core/plugins/read_only/recompute'
import { contextOf, forgetCurrentPlugins, currentPlugins } from '#core/plugins/plugin_set'
import { withSettings } from '#core/plugins/settings/kept'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What an organization chose about one plugin. Its data stays, whatever it chooses. */
export default class OrganizationPlugin extends compose(
  OrganizationPluginSchema,
  OrganizationScoped,
  EmitsEvents('plugins'),
  Versioned
) {
  /** The organization's choice, locked, made when there is none yet. Not saved. */
  static async about(plugin: Plugin): Promise<OrganizationPlugin> {
    /* Anyone who changes plugins waits for the others: what they require of each other is checked once. */
    await UnitOfWork.get().query(
      `SELECT pg_advisory_xact_lock(hashtextextended('plugins/' || app_organization()::text, 0))`
    )
    /* What was on before it waited may not be any more. */
    forgetCurrentPlugins()
    const known = await this.query().where('plugin', plugin.id).first()
    if (known) return known
    const choice = new this()
    choice.plugin = plugin.id
    choice.isEnabled = glueOf(plugin) !== null || isOnByDefault(plugin)
    choice.settings = {}
    choice.secrets = {}
    return choice
  }

  /**
   * Lets the plugins that are on from the start sow what an organization begins
   * with. In a unit of the system.
   */
  static async seedDefaults(organizationId: string): Promise<void> {
    const seeding = installedPlugins().filter(
      (plugin) => (plugin.seed ?? plugin.onEnable ?? plugin.onUpgrade) && isOnByDefault(plugin)
    )
    if (seeding.length === 0) return
    await UnitOfWork.get().runInOrganization(organizationId, async () => {
      forgetCurrentPlugins()
      for (const plugin of seeding) await (await this.about(plugin)).enable(plugin)
    })
    forgetCurrentPlugins()
  }

  /**
   * Turns it on; the first time, it sows what it starts with. Plugins that are on with it follow.
   *
   * @throws 409 when it needs another one
   */
  async enable(plugin: Plugin): Promise<void> {
    const before = await currentPlugins()
    const missing = Object.keys(plugin.requires ?? {}).filter(
      (id) => id !== 'crm' && !before.has(id)
    )
    if (missing.length > 0) {
      throw conflict('plugin_required', `Turn on ${missing.join(', ')} first.`, {
        plugins: missing,
      })
    }
    const isTurnedOn = !this.$isPersisted || !this.isEnabled
    if (isTurnedOn) await runAction(this, 'enable', () => this.#write({ isEnabled: true }))
    await this.#begin(plugin, isTurnedOn)
    if (!isTurnedOn) return
    const after = await currentPlugins()
    const following = after.plugins.filter(({ id }) => id !== plugin.id && !before.has(id))
    for (const other of following) {
      const choice = await OrganizationPlugin.about(other)
      if (!choice.$isPersisted) await runAction(choice, 'enable', () => choice.#write())
      await choice.#begin(other, true)
    }
  }

  /**
   * Turns it off, and with it those that are on with it.
   *
   * @throws 409 when it is always on, or another one needs it
   */
  async disable(plugin: Plugin): Promise<void> {
    if (isAlwaysOn(plugin)) {
      throw conflict('plugin_always_on', `${plugin.id} cannot be turned off.`)
    }
    const before = await currentPlugins()
    const following = before.plugins.filter((other) => isOnWith(other, plugin.id))
    const going = [plugin, ...following].map(({ id }) => id)
    const needing = before.plugins
      .filter(({ id, requires = {} }) => {
        return !going.includes(id) && going.some((gone) => gone in requires)
      })
      .map(({ id }) => id)
    if (needing.length > 0) {
      throw conflict('plugin_is_required', `Turn off ${needing.join(', ')} first.`, {
        plugins: needing,
      })
    }
    if (this.$isPersisted && !this.isEnabled) return
    await runAction(this, 'disable', () => this.#write({ isEnabled: false }))
    const after = await currentPlugins()
    for (const gone of before.plugins.filter(({ id }) => !after.has(id)).toReversed()) {
      await runOnDisable(gone, contextOf(before, gone))
    }
  }

  /** Upgrades the organization to the version that runs, once. Where it never chose, the plugin begins. */
  async upgrade(plugin: Plugin): Promise<void> {
    if (!this.$isPersisted) return this.enable(plugin)
    if (!this.#isBegun) return this.#begin(plugin, true)
    const from = this.pluginVersion
    if (!isUpgrade(from, plugin.version)) return
    await runAction(this, 'upgrade', async () => {
      await runOnUpgrade(plugin, contextOf(await currentPlugins(), plugin), from)
      this.pluginVersion = plugin.version
      await this.#write()
    })
  }

  /** Whether it has ever begun here. One that is on by default, and came later, may have been set up before. */
  get #isBegun(): boolean {
    return this.seededAt !== null && this.seededAt !== undefined
  }

  /** Does what a plugin does when it is turned on, and notes with which version. */
  async #begin(plugin: Plugin, isTurnedOn: boolean): Promise<void> {
    if (this.#isBegun && !isTurnedOn) return
    const context = contextOf(await currentPlugins(), plugin)
    if (!this.#isBegun)
      await withErrorBoundary(plugin, 'seed', () => actAs(null, () => plugin.seed?.(context)))
    else if (isUpgrade(this.pluginVersion, plugin.version)) {
      await runOnUpgrade(plugin, context, this.pluginVersion)
    }
    await recomputeAll(plugin)
    const begin = () => actAs(null, () => plugin.onEnable?.(context))
    await withErrorBoundary(plugin, 'onEnable', begin)
    await UnitOfWork.get().query(
      `UPDATE organization_plugins
       SET seeded_at = coalesce(seeded_at, now()), plugin_version = $2
       WHERE organization_id = app_organization() AND id = $1`,
      [this.id, plugin.version]
    )
  }

  /** Sets it up. Settings that are not given keep their values; null clears a secret. */
  async configure(plugin: Plugin, settings: Readonly<Record<string, unknown>>): Promise<void> {
    const kept = withSettings(plugin, this.kept, settings)
    this.settings = kept.settings
    this.secrets = kept.secrets
    if (this.$isPersisted && !this.$isDirty) return
    await runAction(this, 'configure', () => this.#write())
  }

  /** What is set up, as it is kept. */
  get kept() {
    const { organizationId } = UnitOfWork.get()
    if (organizationId === null) throw new Error('Plugins are set up within an organization')
    return { organizationId, settings: this.settings, secrets: this.secrets }
  }

  async #write(change: Partial<Pick<OrganizationPlugin, 'isEnabled'>> = {}) {
    if (change.isEnabled !== undefined) this.isEnabled = change.isEnabled
    await this.save()
    forgetCurrentPlugins()
  }
}
