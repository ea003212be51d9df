import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#plugins/access/models/invitation'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { queryFor } from '#core/resources/query/record_query'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** An invitation is taken back. */
export default class InvitationRevocationsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const invitation = await findForChange(ctx, 'delete', Invitation)
    await invitation.revoke()
    const detail = queryFor(ctx).reload(invitation.id)
    return answerAction(ctx, 'Invitation revoked successfully.', detail)
  }
}
