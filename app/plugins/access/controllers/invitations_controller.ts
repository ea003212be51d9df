import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#plugins/access/models/invitation'
import {
  authorizeEmployment,
  isEmployedByDefault,
} from '#plugins/access/models/invitation/employment'
import { ensureReadable } from '#core/resources/records/references'
import Role from '#plugins/access/models/role'
import InvitationPolicy from '#plugins/access/policies/invitation_policy'
import { answerCreated } from '#core/http/answer'
import roleResource from '#plugins/access/resources/roles'
import { createInvitationValidator } from '#plugins/access/validators/invitation'

/** Somebody is asked into the organization. Nobody promises what they could not grant. */
export default class InvitationsController {
  async store(ctx: HttpContext) {
    const {
      email,
      role = 'member',
      role_ids: ids,
      roles: slugs,
      create_employee: wanted,
    } = await ctx.request.validateUsing(createInvitationValidator)
    const roles = await Role.named({ ids, slugs })
    await ensureReadable(
      ctx.identity,
      roles.map(({ id }) => {
        const field = ids?.includes(id) ? 'role_ids' : 'roles'
        return { field, id, target: roleResource }
      })
    )
    await ctx.bouncer.with(InvitationPolicy).authorize('send', role, roles)
    if (wanted) authorizeEmployment(ctx.identity)
    const createEmployee = wanted ?? (await isEmployedByDefault(ctx.identity, role, roles))
    const { id } = await Invitation.invite({ email, role, createEmployee }, roles)
    return answerCreated(ctx, id)
  }
}
