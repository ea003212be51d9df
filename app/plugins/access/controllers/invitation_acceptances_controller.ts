import type { HttpContext } from '@adonisjs/core/http'
import { optionalIdentity } from '#core/access/caller'
import { deviceOf } from '#core/access/device'
import { acceptInvitation } from '#plugins/access/auth/invitation_acceptance'
import { sendJson } from '#core/http/answer'
import { acceptInvitationValidator } from '#plugins/access/validators/invitation'

/** A user comes in. They log in afterwards: a letter alone is not a session. */
export default class InvitationAcceptancesController {
  async store(ctx: HttpContext) {
    const acceptance = await ctx.request.validateUsing(acceptInvitationValidator)
    const caller = await optionalIdentity(ctx)
    const { membership, employee } = await acceptInvitation(acceptance, caller, deviceOf(ctx))
    return sendJson(
      ctx,
      `{"message":"Invitation accepted successfully.","membership":${membership},"employee":${JSON.stringify(employee)}}`
    )
  }
}
