import type { HttpContext } from '@adonisjs/core/http'
import { findForChange } from '#core/resources/records/record'
import Role from '#plugins/access/models/role'
import { grantsNamed } from '#plugins/access/models/role/grants_named'
import RolePolicy from '#plugins/access/policies/role_policy'
import { answerAction } from '#core/http/answer'
import { grantValidator } from '#plugins/access/validators/role'

const FIELDS = { ids: 'permission_id', names: 'permission', reach: 'reach' }

/** One permission in a role: `store` puts it in, `destroy` takes it out. */
export default class RoleGrantsController {
  async store(ctx: HttpContext) {
    const role = await findForChange(ctx, 'update', Role)
    role.ensureOwn()
    const grants =
      (await grantsNamed(await ctx.request.validateUsing(grantValidator), FIELDS)) ?? []
    await ctx.bouncer.with(RolePolicy).authorize('grant', grants)
    for (const grant of grants) await role.grant(grant)
    return answerAction(ctx, 'Permission assigned successfully.', role.id)
  }

  async destroy(ctx: HttpContext) {
    const role = await findForChange(ctx, 'update', Role)
    role.ensureOwn()
    const grants =
      (await grantsNamed(await ctx.request.validateUsing(grantValidator), FIELDS)) ?? []
    for (const { permission } of grants) await role.revoke(permission)
    return answerAction(ctx, 'Permission removed successfully.', role.id)
  }
}
