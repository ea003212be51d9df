import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#core/access/device'
import { unauthenticated } from '#core/http/exceptions/problem'
import Session from '#plugins/identity/models/session'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { refreshTokenValidator } from '#plugins/identity/validators/auth'

/** A refresh token is exchanged, once, for a new pair. */
export default class TokenRefreshesController {
  async store(ctx: HttpContext) {
    const token = await ctx.request.validateUsing(refreshTokenValidator)
    /* Refused only after the unit: a reused token has ended its session by then. */
    const tokens = await UnitOfWork.run(asSystem, () => Session.continue(token, deviceOf(ctx)))
    if (!tokens) throw unauthenticated('invalid_refresh_token', 'The refresh token is not good.')
    ctx.response.send(tokens)
  }
}
