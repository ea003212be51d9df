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
      ...pluginWarnings(missingPlugins().length),
    ]
    response.send({ status: 'ok', ...(warnings.length > 0 && { warnings }) })
  }
}

/** How many are missing: which ones is for operators, and anyone may ask for this. */
function pluginWarnings(count: number) {
  if (count === 0) return []
  const missing = count === 1 ? '1 plugin is' : `${count} plugins are`
  const detail = `${missing} not available. The log and "node ace doctor" say which, and why.`
  return [{ code: 'plugin_unavailable', detail }]
}
