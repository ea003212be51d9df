import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#models/invitation'
import { ensureReadable } from '#models/references'
import Role from '#models/role'
import { demandInvitable } from '#policies/granting'
import { demandVerified } from '#policies/verified'
import { answerCreated } from '#query/answer'
import { queryFor } from '#query/record_query'
import roleResource from '#resources/roles'
import { readNewInvitation } from '#validators/invitation'

/** Somebody is asked into the organization. Nobody promises what he could not grant himself. */
export default class InvitationsController {
  async store(ctx: HttpContext) {
    const {
      email,
      role = 'member',
      role_ids: ids,
      roles: slugs,
    } = await readNewInvitation(ctx.request.body())
    const roles = await Role.named({ ids, slugs })
    await ensureReadable(
      ctx.identity,
      roles.map(({ id }) => {
        const field = ids?.includes(id) ? 'role_ids' : 'roles'
        return { field, id, target: roleResource }
      })
    )
    await demandInvitable(ctx.identity, role, roles)
    await demandVerified(ctx.identity)
    const { id } = await Invitation.invite({ email, role }, roles)
    return answerCreated(ctx, id, queryFor(ctx).written(id))
  }
}
