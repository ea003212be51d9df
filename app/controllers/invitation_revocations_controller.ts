import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#models/invitation'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNothing } from '#validators/closed'

/** An invitation is taken back. */
export default class InvitationRevocationsController {
  async store(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const invitation = await findForChange(ctx, 'delete', Invitation)
    await invitation.revoke()
    const detail = queryFor(ctx).written(invitation.id)
    return answerAction(ctx, 'Invitation revoked successfully.', detail)
  }
}
