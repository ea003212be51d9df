import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#models/invitation'
import { findForChange } from '#models/record'
import Role from '#models/role'
import { demandInvitable } from '#policies/granting'
import { demandVerified } from '#policies/verified'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNothing } from '#validators/closed'

/** An invitation is sent once more, by somebody who could have sent it first. */
export default class InvitationDeliveriesController {
  async store(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const invitation = await findForChange(ctx, 'create', Invitation)
    const roles = await Role.named({ ids: await invitation.roleIds() })
    await demandInvitable(ctx.identity, invitation.role, roles)
    await demandVerified(ctx.identity)
    await invitation.resend()
    return answerAction(ctx, 'Invitation sent.', queryFor(ctx).written(invitation.id))
  }
}
