import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { countFiles, deleteFiles } from '#core/files/of_plugin'
import type { Plugin } from '#core/plugins/api'
import { brokenPlugins } from '#core/plugins/broken'
import { installedPlugin, installedPlugins } from '#core/plugins/installed'
import { type OwnedObjects, ownedObjectsOf } from '#core/plugins/owned_objects'
import { migrationsOf } from '#core/plugins/plugin_migrations'
import { missingMigrations, removePlugin, setPluginAside } from '#core/plugins/uninstall_data'
import { StartupError } from '#core/health/startup_error'
import { runMaintenance } from '#core/database/connection_health'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

export interface UninstallOptions {
  /** Leaves its tables, values, settings and files for the day when it comes back. */
  readonly keepData: boolean
}

/** Takes a plugin out of this installation, wholly or not at all. */
export class Uninstallation {
  /** @throws {StartupError} when there is nothing to uninstall, or something speaks against it */
  static async of(id: string, options: UninstallOptions): Promise<Uninstallation> {
    const isBroken = brokenPlugins().some((entry) => entry.id === id)
    const plugin = installedPlugin(id)
    if (plugin?.core) throw new StartupError(`"${id}" is a core module and cannot be uninstalled.`)
    const needing = manifests().filter(({ requires = {} }) => id in requires)
    if (needing.length > 0) {
      const names = needing.map((other) => `"${other.id}"`).join(' and ')
      throw new StartupError(`"${id}" is required by ${names}. Uninstall that first.`)
    }
    const inventory = await transaction((trx) => ownedObjectsOf(id, idsWith(id), trx))
    const files = await countFiles(id)
    if (
      !plugin &&
      files === 0 &&
      !isBroken &&
      inventory.migrations.length === 0 &&
      inventory.choices === 0 &&
      (await migrationsOf(id)).length === 0
    ) {
      throw new StartupError(`There is no plugin "${id}". See "node ace plugin:list".`)
    }
    const missing = options.keepData ? [] : await missingMigrations(id, inventory)
    if (missing.length > 0) {
      throw new StartupError(
        `The migrations of "${id}" cannot be undone, since their files are gone. Put them back, or keep its data (--keep-data).`,
        missing
      )
    }
    return new Uninstallation(id, inventory, files, options)
  }

  private constructor(
    private readonly id: string,
    private readonly inventory: OwnedObjects,
    private readonly files: number,
    private readonly options: UninstallOptions
  ) {}

  /** What it deletes, with counts; empty when that is nothing. */
  get losses(): string[] {
    const { grants, jobs } = this.inventory
    return [
      ...(this.options.keepData ? [] : this.#data),
      ...grants.map((permission) => `grants of ${permission} in roles and API keys`),
      ...(jobs > 0 ? [`${jobs} jobs that wait`] : []),
      ...(this.options.keepData ? [] : this.inventory.migrations.map(migrationLoss)),
    ]
  }

  /** What `--keep-data` leaves. */
  get #data(): string[] {
    const { tables, values, choices, messages, breakers, processes } = this.inventory
    return [
      ...tables.map(({ table, rows }) => `the table ${table} (${rows} rows)`),
      ...values.map(({ table, rows }) => `its fields of ${rows} records in ${table}`),
      ...(choices > 0 ? [`the settings of ${choices} organizations`] : []),
      ...(processes > 0 ? [`${processes} processes with their steps`] : []),
      ...(messages > 0 ? [`${messages} messages that wait for paused listeners`] : []),
      ...(breakers > 0 ? [`what is known of ${breakers} listeners that fail`] : []),
      ...(this.files > 0 ? [`${this.files} files`] : []),
    ]
  }

  /**
   * Does it, in one transaction with the plugin's own `onUninstall`: whatever of it fails, nothing has
   * happened. What has come in since it was counted goes, too. Files go when all of that is committed;
   * what is left of them when that fails goes when it is done again.
   *
   * @throws {StartupError} naming the organization in which `onUninstall` fails
   */
  async perform(): Promise<void> {
    await runMaintenance(() =>
      UnitOfWork.run(asSystem, async (unit) => {
        await this.#letCleanUp(unit)
        await unit.asLoginRole(() => this.#remove(unit.client))
      })
    )
    if (!this.options.keepData) await deleteFiles(this.id)
  }

  async #letCleanUp(unit: UnitOfWork): Promise<void> {
    const plugin = installedPlugin(this.id)
    if (!plugin?.onUninstall || this.options.keepData) return
    const { runOnUninstall } = await import('#core/plugins/lifecycle/uninstall_callbacks')
    await runOnUninstall(plugin, unit)
    /* A table is not dropped while a deferred constraint has yet to look at its rows. */
    await unit.query('SET CONSTRAINTS ALL IMMEDIATE')
  }

  async #remove(trx: QueryClientContract): Promise<void> {
    const inventory = await ownedObjectsOf(this.id, idsWith(this.id), trx)
    const remove = this.options.keepData ? setPluginAside : removePlugin
    await remove(this.id, inventory, trx)
  }
}

const migrationLoss = (name: string) => `the migration ${name}`

const idsWith = (id: string) => [
  id,
  ...[...installedPlugins(), ...brokenPlugins()].map((plugin) => plugin.id),
]

/** Of all plugins, as far as they can be read. */
function manifests(): Plugin[] {
  return [...installedPlugins(), ...brokenPlugins().flatMap(({ plugin }) => plugin ?? [])]
}

/** Counting a table, or emptying it, may take longer than a request may. */
function transaction<T>(work: (trx: QueryClientContract) => Promise<T>): Promise<T> {
  return runMaintenance(() => db.transaction(work))
}
