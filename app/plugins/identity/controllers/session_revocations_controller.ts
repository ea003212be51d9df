import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#core/access/device'
import Session from '#plugins/identity/models/session'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** The caller logs one of their devices out. */
export default class SessionRevocationsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    await Session.revokeOne(ctx.params.id, ctx.identity.userId, deviceOf(ctx))
    ctx.response.send({ message: 'Token revoked successfully.' })
  }
}
