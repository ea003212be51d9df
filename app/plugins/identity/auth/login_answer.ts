import type { HttpContext } from '@adonisjs/core/http'
import { accountOf } from '#plugins/identity/auth/account'
import { CHALLENGE_LIFETIME } from '#core/access/login_challenge'
import { Identity } from '#core/access/identity'
import type { Challenged, LoggedIn } from '#plugins/identity/auth/login'
import { sendJson } from '#core/http/answer'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Answers somebody who has logged in: who they are, and what they work with. */
export async function answerLogin(
  ctx: HttpContext,
  { userId, sessionId, tokens }: LoggedIn,
  recoveryCodes: readonly string[] | null = null
): Promise<void> {
  const caller = Identity.outside(userId, sessionId)
  const user = await UnitOfWork.run(asSystem, () => accountOf(caller), { readOnly: true })
  const rest = JSON.stringify({ tokens, ...(recoveryCodes && { recovery_codes: recoveryCodes }) })
  sendJson(ctx, `{"user":${user.body},${rest.slice(1)}`)
}

/** Answers somebody of whom a second factor is asked. */
export function answerChallenge(ctx: HttpContext, { challenge, enrolment }: Challenged): void {
  ctx.response.send({
    two_factor_required: true,
    challenge,
    expires_in: CHALLENGE_LIFETIME,
    ...(enrolment && { enrolment }),
  })
}
