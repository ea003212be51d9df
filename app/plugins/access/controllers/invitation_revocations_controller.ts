import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#plugins/access/models/invitation'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** An invitation is taken back. */
export default class InvitationRevocationsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const invitation = await findForChange(ctx, 'delete', Invitation)
    await invitation.revoke()
    return answerAction(ctx, 'Invitation revoked successfully.', invitation.id)
  }
}
