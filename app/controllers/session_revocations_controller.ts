import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#audit/account_event'
import { deviceOf } from '#auth/device'
import { notFound } from '#exceptions/problem'
import Session from '#models/session'

/** The caller logs one of his devices out. */
export default class SessionRevocationsController {
  async store(ctx: HttpContext) {
    const { identity, params, response } = ctx
    const session = await Session.findBy({ id: params.id, userId: identity.userId })
    if (!session) throw notFound('session')
    await Session.revoke({ id: session.id }, 'revoked')
    await recordAccountEvent('session-revoke', identity.userId, deviceOf(ctx))
    response.send({ message: 'Token revoked successfully.' })
  }
}
