import logger from '@adonisjs/core/services/logger'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import type { Plugin } from '#core/plugins/api'
import { installedPlugin, installedPlugins } from '#core/plugins/installed'
import { currentPlugins } from '#core/plugins/plugin_set'
import { areOnSql, needsJson } from '#core/plugins/where_on'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

interface Upgraded {
  readonly organizationId: string
  readonly plugin: string
}

/** Lets a plugin bring one organization to its version. In a transaction of that. */
export const upgradePlugin = defineJob({
  name: 'plugins:upgrade',
  concurrency: 2,
  group: ({ organizationId }) => organizationId,
  about: ({ plugin }) => plugin,
  async handle({ plugin: id }: Upgraded) {
    const plugin = installedPlugin(id)
    if (!plugin || !(await currentPlugins()).has(id)) return
    const { default: OrganizationPlugin } = await import('#core/plugins/models/organization_plugin')
    await (await OrganizationPlugin.about(plugin)).upgrade(plugin)
  },
})

/** The same for a server that starts, which goes on when it cannot: the next start does it. */
export async function enqueueUpgradesAtStart(): Promise<void> {
  await enqueueUpgrades().catch((error: unknown) => {
    logger.error({ err: error }, 'Upgrades of plugins could not be enqueued')
  })
}

/**
 * Enqueues the upgrades of all organizations that a plugin has not brought to its version, and of
 * those where it is on and has never begun: it was installed after they had what it is on with.
 */
export async function enqueueUpgrades(): Promise<void> {
  const upgrading = installedPlugins().filter(
    ({ seed, onEnable, onUpgrade }) => (seed ?? onEnable ?? onUpgrade) !== undefined
  )
  if (upgrading.length === 0) return
  await UnitOfWork.run(asSystem, async () => {
    for (const plugin of upgrading) {
      for (const organizationId of await outdated(plugin)) {
        await enqueue(upgradePlugin, { organizationId, plugin: plugin.id })
      }
    }
  })
}

async function outdated(plugin: Plugin): Promise<string[]> {
  const { rows } = await UnitOfWork.get().query<{ id: string }>(
    `SELECT o.id FROM organizations o
     LEFT JOIN organization_plugins choice
       ON choice.organization_id = o.id AND choice.plugin = $2
     WHERE o.is_active AND ${areOnSql('o.id', '$1::jsonb')}
       AND (choice.seeded_at IS NULL OR ($4 AND choice.plugin_version IS DISTINCT FROM $3))
     ORDER BY o.id`,
    [needsJson(plugin), plugin.id, plugin.version, plugin.onUpgrade !== undefined]
  )
  return rows.map(({ id }) => id)
}
