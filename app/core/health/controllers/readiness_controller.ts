import type { HttpContext } from '@adonisjs/core/http'
import { notReady } from '#core/http/exceptions/setup_problem'
import { logTroubles } from '#core/log/destinations'
import { readiness } from '#core/health/readiness'
import { missingPlugins } from '#core/plugins/installed'
import { databaseShortcomings } from '#core/health/readiness_check'

/** Whether requests should come to this process; who distributes them asks. */
export default class ReadinessController {
  async show({ response }: HttpContext) {
    const missing = readiness.isAccepting
      ? await databaseShortcomings()
      : [{ code: 'stopping', detail: 'This process is shutting down.' }]
    if (missing.length > 0) throw notReady(missing)
    const warnings = [
      ...logTroubles().map(({ title, code, lost }) => ({
        code: 'log_not_writable',
        detail: `The log cannot be written to ${title} (${code}); ${lost} lines are lost.`,
      })),
      ...missingPlugins().map(({ id }) => ({
        code: 'plugin_unavailable',
        detail: `The plugin "${id}" is not available.`,
      })),
    ]
    response.send({ status: 'ok', ...(warnings.length > 0 && { warnings }) })
  }
}
