import type { HttpContext } from '@adonisjs/core/http'
import { databaseAnswers } from '#support/database_pulse'
import { readiness } from '#support/readiness'

/** Whether requests should come to this process; who distributes them asks. */
export default class ReadinessController {
  async show({ response }: HttpContext) {
    const isReady = readiness.isAccepting && (await databaseAnswers())
    if (!isReady) response.status(503).header('Retry-After', '1')
    response.send({ status: isReady ? 'ok' : 'unavailable' })
  }
}
