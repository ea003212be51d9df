import type { HttpContext } from '@adonisjs/core/http'
import { readChallenge } from '#auth/challenge'
import { deviceOf } from '#auth/device'
import { api, solveChallenge } from '#auth/login'
import { answerLogin } from '#auth/login_answer'
import { unauthenticated } from '#exceptions/problem'
import { readChallengeAnswer } from '#validators/second_factor'

/** A login that is finished with a second factor. */
export default class ChallengedLoginsController {
  async store(ctx: HttpContext) {
    const { challenge: text, answer } = await readChallengeAnswer(ctx.request.body())
    const challenge = await readChallenge(text)
    if (!challenge) throw unauthenticated('invalid_challenge', 'Log in again.')
    const solved = await solveChallenge(api, challenge, answer, deviceOf(ctx))
    if (!solved) throw unauthenticated('invalid_code', 'The code is not good.')
    await answerLogin(ctx, solved.begun, solved.recoveryCodes)
  }
}
