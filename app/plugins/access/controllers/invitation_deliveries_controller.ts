import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#plugins/access/models/invitation'
import { findForChange } from '#core/resources/records/record'
import InvitationPolicy from '#plugins/access/policies/invitation_policy'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** An invitation is sent once more, by somebody who could have sent it first. */
export default class InvitationDeliveriesController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const invitation = await findForChange(ctx, 'create', Invitation)
    const roles = await invitation.promisedRoles()
    await ctx.bouncer.with(InvitationPolicy).authorize('send', invitation.role, roles)
    await invitation.resend()
    return answerAction(ctx, 'Invitation sent.', invitation.id)
  }
}
