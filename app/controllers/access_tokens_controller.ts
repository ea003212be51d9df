import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#audit/account_event'
import { accountOf } from '#auth/account'
import { deviceOf } from '#auth/device'
import { Identity } from '#auth/identity'
import { logIn } from '#auth/login'
import { unauthenticated } from '#exceptions/problem'
import Session from '#models/session'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'
import { readLogin, readLogout } from '#validators/auth'

/** Logging in makes tokens; logging out ends them. */
export default class AccessTokensController {
  async store(ctx: HttpContext) {
    const { name, password } = await readLogin(ctx.request.body())
    const loggedIn = await logIn(name, password, deviceOf(ctx))
    if (!loggedIn) throw unauthenticated('invalid_credentials', 'E-mail or password is wrong.')

    const caller = Identity.outside(loggedIn.userId, loggedIn.sessionId)
    const user = await UnitOfWork.run(forSystem, () => accountOf(caller), { readOnly: true })
    ctx.response
      .header('Content-Type', 'application/json; charset=utf-8')
      .send(`{"user":${user.body},"tokens":${JSON.stringify(loggedIn.tokens)}}`)
  }

  async destroy(ctx: HttpContext) {
    const { identity, request, response } = ctx
    const { userId, sessionId } = identity
    const { refresh, refresh_token: refreshToken = refresh, all } = await readLogout(request.body())
    await Session.revoke(all ? { userId } : { id: sessionId }, 'logout')
    if (refreshToken) await Session.revoke({ userId, refreshToken }, 'logout')
    await recordAccountEvent('logout', userId, deviceOf(ctx))
    response.send({ message: 'Successfully logged out.' })
  }
}
