import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#core/audit/account_event'
import { deviceOf } from '#core/access/device'
import { api, logIn } from '#plugins/identity/auth/login'
import { answerChallenge, answerLogin } from '#plugins/identity/auth/login_answer'
import { unauthenticated } from '#core/http/exceptions/problem'
import Session from '#plugins/identity/models/session'
import { loginValidator, logoutValidator } from '#plugins/identity/validators/auth'

/** Logging in makes tokens; logging out ends them. */
export default class AccessTokensController {
  async store(ctx: HttpContext) {
    const { name, password } = await ctx.request.validateUsing(loginValidator)
    const outcome = await logIn(api, name, password, deviceOf(ctx))
    if (!outcome) throw unauthenticated('invalid_credentials', 'E-mail or password is wrong.')
    if ('challenge' in outcome) return answerChallenge(ctx, outcome)
    await answerLogin(ctx, outcome.begun)
  }

  async destroy(ctx: HttpContext) {
    const { identity, request, response } = ctx
    const { userId, sessionId } = identity
    const {
      refresh,
      refresh_token: refreshToken = refresh,
      all,
    } = await request.validateUsing(logoutValidator)
    await Session.revoke(all ? { userId } : { id: sessionId }, 'logout')
    if (refreshToken) await Session.revoke({ userId, refreshToken }, 'logout')
    await recordAccountEvent('logout', userId, deviceOf(ctx))
    response.send({ message: 'Successfully logged out.' })
  }
}
