import logger from '@adonisjs/core/services/logger'
import semver from 'semver'
import { Problem } from '#core/http/exceptions/problem'
import type { Context, Plugin } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { actAs } from '#core/plugins/rights/acting'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Whether an organization of one version is to be upgraded to another. */
export function isUpgrade(from: string | null | undefined, to: string): boolean {
  return !from || semver.lt(from, to)
}

export function runOnUpgrade(
  plugin: Plugin,
  context: Context,
  from: string | null | undefined
): Promise<void> {
  const versions = { from: from ?? null, to: plugin.version }
  return withErrorBoundary(plugin, 'onUpgrade', () =>
    actAs(null, () => plugin.onUpgrade?.(context, versions))
  )
}

/** What fails of it, or is refused, is undone and logged, and keeps no plugin on. */
export async function runOnDisable(plugin: Plugin, context: Context): Promise<void> {
  if (!plugin.onDisable) return
  try {
    await UnitOfWork.get().savepoint(() =>
      withErrorBoundary(plugin, 'onDisable', () => actAs(null, () => plugin.onDisable?.(context)))
    )
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 503) throw error
    const what = { err: error, plugin: plugin.id, organization: context.organizationId }
    logger.error(what, 'onDisable failed, and the plugin is off')
  }
}
