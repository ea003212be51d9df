import type { HttpContext } from '@adonisjs/core/http'
import { findForChange } from '#core/resources/records/record'
import { changedPart } from '#core/resources/records/returned_record'
import Role from '#plugins/access/models/role'
import { grantsNamed } from '#plugins/access/models/role/grants_named'
import RolePolicy from '#plugins/access/policies/role_policy'
import { answerChanged, answerCreated } from '#core/http/answer'
import { createRoleValidator, updateRoleValidator } from '#plugins/access/validators/role'

/** Roles of the organization's own. Nobody puts into one what they do not hold themselves. */
export default class RolesController {
  async store(ctx: HttpContext) {
    const [details, named] = await ctx.request.validateUsing(createRoleValidator)
    const grants = (await grantsNamed(named)) ?? []
    await ctx.bouncer.with(RolePolicy).authorize('grant', grants)
    const role = await Role.establish(details, grants)
    return answerCreated(ctx, role.id)
  }

  async update(ctx: HttpContext) {
    const role = await findForChange(ctx, 'update', Role)
    const [details, named] = await updateRoleValidator.validate(
      await changedPart(ctx, updateRoleValidator)
    )
    role.ensureOwn()
    const grants = await grantsNamed(named)
    const wakes = details.is_active === true && !role.isActive
    const handed = grants ?? (wakes ? await role.grants() : [])
    await ctx.bouncer.with(RolePolicy).authorize('grant', handed)
    await role.revise(details, grants)
    return answerChanged(ctx, role.id)
  }
}
