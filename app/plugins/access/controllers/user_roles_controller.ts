import type { HttpContext } from '@adonisjs/core/http'
import { authorizeNew, findForChange, readInput } from '#core/resources/records/record'
import { changedPart } from '#core/resources/records/returned_record'
import { ensureReferable } from '#core/resources/records/references'
import UserRole from '#plugins/access/models/user_role'
import UserRolePolicy from '#plugins/access/policies/user_role_policy'
import { answerChanged, answerCreated } from '#core/http/answer'

/** Roles of members. Nobody assigns, or takes back into use, what they do not hold themselves. */
export default class UserRolesController {
  async store(ctx: HttpContext) {
    const input = await readInput(ctx, 'create', ctx.request.body())
    await ensureReferable(ctx, input, null)
    const role = await UserRole.roleOf({ roleId: String(input.role_id) })
    await ctx.bouncer.with(UserRolePolicy).authorize('assign', role)
    const assignment = await UserRole.create({
      userId: String(input.user_id),
      roleId: role.id,
      isActive: input.is_active !== false,
    })
    await authorizeNew(ctx, assignment)
    return answerCreated(ctx, assignment.id)
  }

  async update(ctx: HttpContext) {
    const assignment = await findForChange(ctx, 'update', UserRole)
    const { is_active: wanted } = await readInput(ctx, 'update', await changedPart(ctx))
    const isActive = typeof wanted === 'boolean' ? wanted : assignment.isActive
    if (isActive && !assignment.isActive) {
      const role = await UserRole.roleOf(assignment)
      await ctx.bouncer.with(UserRolePolicy).authorize('assign', role)
    }
    await assignment.merge({ isActive }).save()
    return answerChanged(ctx, assignment.id)
  }
}
