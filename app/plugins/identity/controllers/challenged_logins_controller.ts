import type { HttpContext } from '@adonisjs/core/http'
import { readChallenge } from '#core/access/login_challenge'
import { deviceOf } from '#core/access/device'
import { api, solveChallenge } from '#plugins/identity/auth/login'
import { answerLogin } from '#plugins/identity/auth/login_answer'
import { unauthenticated } from '#core/http/exceptions/problem'
import { challengeAnswerValidator } from '#plugins/identity/validators/second_factor'

/** A login that is finished with a second factor. */
export default class ChallengedLoginsController {
  async store(ctx: HttpContext) {
    const { challenge: text, answer } = await ctx.request.validateUsing(challengeAnswerValidator)
    const challenge = await readChallenge(text)
    if (!challenge) throw unauthenticated('invalid_challenge', 'Log in again.')
    const solved = await solveChallenge(api, challenge, answer, deviceOf(ctx))
    if (!solved) throw unauthenticated('invalid_code', 'The code is not good.')
    await answerLogin(ctx, solved.begun, solved.recoveryCodes)
  }
}
