import { channel } from 'node:diagnostics_channel'
import logger from '@adonisjs/core/services/logger'
import { databaseProblem } from '#core/http/exceptions/database_problem'
import { outageOf } from '#core/http/exceptions/outage'
import { Problem } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/api'
import { attributed } from '#core/database/attribution'

/** Hears of each failure of a plugin, `{ plugin, part, error }`: tests print what stood behind one. */
const failures = channel('headless-crm:plugin-failed')

/**
 * What is answered when the code of a plugin throws: its refusal, or else that
 * it failed, with its name and nothing of what it said. That is in the log. A
 * database that cannot do it at this moment is no fault of the plugin, and what
 * constraints say to what somebody sent is a refusal.
 *
 * @param part what failed: `customers:create`, `seed`
 */
export function pluginProblem({ id }: Plugin, part: string, error: unknown): Problem {
  if (error instanceof Problem) return error
  const outage = outageOf(error)
  if (outage) return outage.problem
  const refusal = refusalOf(id, error)
  if (refusal) return refusal
  logger.error({ err: error, plugin: id, part }, 'A plugin failed')
  failures.publish({ plugin: id, part, error })
  return pluginFailed(id, error)
}

/**
 * What a constraint refuses: a value that is there already, and what plugins' own constraints forbid.
 * Null for those of the application, which what a plugin writes should have kept.
 */
function refusalOf(id: string, error: unknown): Problem | null {
  const problem = databaseProblem(error)
  if (!problem) return null
  const { status, code = '', message: detail, errors, extra } = problem
  if (code !== 'already_exists') return 'plugin' in extra ? problem : null
  return new Problem(status, {
    ...{ code, detail, extra: { plugin: id, ...extra }, cause: error },
    ...(errors && { errors }),
  })
}

/** 500 that names the plugin, and tells nothing of what it said. */
export function pluginFailed(id: string, cause: unknown): Problem {
  return new Problem(500, {
    code: 'plugin_failed',
    detail: `The plugin "${id}" failed, and nothing was written.`,
    extra: { plugin: id },
    cause,
  })
}

/**
 * Runs code of a plugin.
 *
 * @param isForeign whether an error came from elsewhere and only passes through the plugin
 * @throws {Problem} with its name when it throws, or a write of it fails later
 */
export async function withErrorBoundary<T>(
  plugin: Plugin,
  part: string,
  run: () => T | Promise<T>,
  isForeign: (error: unknown) => boolean = () => false
): Promise<T> {
  try {
    return await attributed((error) => pluginProblem(plugin, part, error), run)
  } catch (error) {
    throw isForeign(error) ? error : pluginProblem(plugin, part, error)
  }
}

/** The same for code that answers at once. */
export function withErrorBoundarySync<T>(plugin: Plugin, part: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw pluginProblem(plugin, part, error)
  }
}
