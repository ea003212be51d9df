import type { Group } from '@japa/runner/core'
import db from '@adonisjs/lucid/services/db'
import OrganizationPlugin from '#core/plugins/models/organization_plugin'
import type { Plugin } from '#core/plugins/api'
import { dropFieldObjects, settleFieldObjects } from '#core/plugins/fields/objects'
import {
  installedPlugin,
  installedPlugins,
  isOnByDefault,
  setInstalled,
} from '#core/plugins/installed'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Company } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Brings plugins along for the tests of a group, after those of the installation. */
export function bring(group: Group, plugins: readonly Plugin[]): void {
  group.setup(() => {
    const before = installedPlugins()
    setInstalled([...before, ...plugins])
    return () => setInstalled(before)
  })
}

/** As `bring`, of plugins whose fields are unique or searched: with their indexes, as migrations make them. */
export function bringWithIndexes(group: Group, plugins: readonly Plugin[]): void {
  bring(group, plugins)
  group.setup(async () => {
    await settleFieldObjects(plugins, db.connection())
    return async () => {
      for (const { id } of plugins) await dropFieldObjects(id, db.connection())
    }
  })
}

/** Turns a plugin on in an organization, set up as given. */
export async function turnOn(
  company: Company,
  id: string,
  settings: Readonly<Record<string, unknown>> = {}
): Promise<void> {
  const plugin = installedPlugin(id)
  if (!plugin) throw new Error(`There is no plugin "${id}"`)
  await UnitOfWork.run(forOrganization(company.id), async () => {
    const choice = await OrganizationPlugin.about(plugin)
    await choice.configure(plugin, settings)
    await choice.enable(plugin)
  })
}

/** Turns a plugin off in an organization; nothing happens where it is off. */
export async function turnOff(company: Company, id: string): Promise<void> {
  const plugin = installedPlugin(id)
  if (!plugin) throw new Error(`There is no plugin "${id}"`)
  await UnitOfWork.run(forOrganization(company.id), async () => {
    if ((await currentPlugins()).has(id)) {
      await (await OrganizationPlugin.about(plugin)).disable(plugin)
    }
  })
}

/** Turns on whatever waits to be turned on, so that all routes of the installation are there. */
export async function turnOnAll(company: Company): Promise<void> {
  for (const plugin of installedPlugins()) {
    if (!isOnByDefault(plugin)) await turnOn(company, plugin.id)
  }
}
