import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { rolePath } from '#admin/role_form'
import { findForChange } from '#core/resources/records/record'
import Role from '#plugins/access/models/role'

/** A role that goes: its members keep their others. */
export default class RoleDeletionsController {
  async store(ctx: HttpContext) {
    const role = await findForChange(ctx, 'delete', Role)
    await role.delete()
    leave(ctx, rolePath(ctx), `${role.name} is gone.`)
  }
}
