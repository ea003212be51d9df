import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#exceptions/problem'
import Session from '#models/session'

/** The caller logs one of his devices out. */
export default class SessionRevocationsController {
  async store({ identity, params, response }: HttpContext) {
    const session = await Session.findBy({ id: params.id, userId: identity.userId })
    if (!session) throw notFound('session')
    await Session.revoke({ id: session.id }, 'revoked')
    response.send({ message: 'Token revoked successfully.' })
  }
}
