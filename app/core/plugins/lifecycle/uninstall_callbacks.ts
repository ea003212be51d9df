import logger from '@adonisjs/core/services/logger'
import type { Plugin } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { contextOf, currentPlugins, forgetCurrentPlugins } from '#core/plugins/plugin_set'
import { actAs } from '#core/plugins/rights/acting'
import { StartupError } from '#core/health/startup_error'
import type { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Lets a plugin clean up behind itself in every organization that ever turned it on, in the unit of
 * the system that takes it out: where it fails in one of them, or refuses, or the plugin cannot be
 * taken out afterwards, nothing of it has happened in any.
 *
 * @throws {StartupError} naming the organization in which it fails
 */
export async function runOnUninstall(plugin: Plugin, unit: UnitOfWork): Promise<void> {
  const { rows } = await unit.query<{ id: string; name: string }>(
    `SELECT o.id, o.name FROM organization_plugins choice
     JOIN organizations o ON o.id = choice.organization_id
     WHERE choice.plugin = $1 AND choice.seeded_at IS NOT NULL ORDER BY o.id`,
    [plugin.id]
  )
  for (const { id, name } of rows) {
    const clean = async () => {
      forgetCurrentPlugins()
      const context = contextOf(await currentPlugins(), plugin)
      await withErrorBoundary(plugin, 'onUninstall', () =>
        actAs(null, () => plugin.onUninstall?.(context))
      )
    }
    await unit.runInOrganization(id, clean).catch((error: unknown) => {
      logger.error({ err: error, plugin: plugin.id, organization: id }, 'onUninstall failed')
      throw new StartupError(
        `"${plugin.id}" fails in its onUninstall in the organization "${name}", and the log says why. ` +
          `No data was deleted. PLUGINS_WITHOUT=${plugin.id} uninstalls it without asking it.`
      )
    })
  }
}
