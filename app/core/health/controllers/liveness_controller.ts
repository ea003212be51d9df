import type { HttpContext } from '@adonisjs/core/http'

/** Whether this process runs at all; who restarts processes asks. */
export default class LivenessController {
  show({ response }: HttpContext) {
    response.send({ status: 'ok' })
  }
}
