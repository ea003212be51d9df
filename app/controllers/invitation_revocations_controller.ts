import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#models/invitation'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'

/** An invitation is taken back. */
export default class InvitationRevocationsController {
  async store(ctx: HttpContext) {
    const invitation = await findForChange(ctx, 'delete', Invitation)
    await invitation.revoke()
    const detail = await queryFor(ctx).written(invitation.id)
    answerAction(ctx, 'Invitation revoked successfully.', detail)
  }
}
