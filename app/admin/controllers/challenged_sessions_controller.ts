import type { HttpContext } from '@adonisjs/core/http'
import { renderChallenge } from '#admin/challenge'
import { leadOn } from '#admin/interrupted_form'
import { renderPage } from '#admin/page'
import { readChallenge } from '#core/access/login_challenge'
import { deviceOf } from '#core/access/device'
import { adminPages, solveChallenge } from '#plugins/identity/auth/login'
import { beginSuperuserSession } from '#admin/auth/superusers'
import { superuserChallengeValidator } from '#admin/validators/admin'

/** Logging in to the admin pages with a second factor. */
export default class ChallengedSessionsController {
  async store(ctx: HttpContext) {
    const { challenge, secret, answer } = await ctx.request.validateUsing(
      superuserChallengeValidator
    )
    const asked = await readChallenge(challenge)
    const solved = asked && (await solveChallenge(adminPages, asked, answer, deviceOf(ctx)))
    if (!solved) return refuse(ctx, asked && challenge, secret)

    await beginSuperuserSession(ctx, solved.begun)
    const { recoveryCodes } = solved
    if (!recoveryCodes) return leadOn(ctx, solved.begun.user.id)
    return renderPage(ctx, 'recovery_codes', { title: 'Recovery codes', recoveryCodes })
  }
}

/** A refusal is answered with its status, by which failed attempts are counted. */
function refuse(ctx: HttpContext, challenge: string | null, secret: string | null) {
  ctx.response.status(401)
  if (challenge === null) {
    const refusal = { detail: 'The login has expired. Log in again.' }
    return renderPage(ctx, 'login', { title: 'Log in', username: '', refusal })
  }
  const refusal = { detail: 'The code is wrong, or was used before.' }
  return renderChallenge(
    ctx,
    { challenge, enrolment: secret === null ? null : { secret } },
    refusal
  )
}
