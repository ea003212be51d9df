import type { HttpContext } from '@adonisjs/core/http'
import { unauthenticated } from '#exceptions/problem'
import Session from '#models/session'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'
import { readRefreshToken } from '#validators/auth'

/** A refresh token is exchanged, once, for a new pair. */
export default class TokenRefreshesController {
  async store({ request, response }: HttpContext) {
    const token = await readRefreshToken(request.body())
    /* Refused only after the unit: a reused token has ended its session by then. */
    const tokens = await UnitOfWork.run(forSystem, () => Session.continue(token))
    if (!tokens) throw unauthenticated('invalid_refresh_token', 'The refresh token is not good.')
    response.send(tokens)
  }
}
