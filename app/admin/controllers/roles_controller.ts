import type { HttpContext } from '@adonisjs/core/http'
import { ensureFormVersion } from '#admin/form_version'
import { leave } from '#admin/leave'
import { renderPage } from '#admin/page'
import { grantsAfter, readRoleChange, roleForm, rolePath } from '#admin/role_form'
import { findForChange } from '#core/resources/records/record'
import Role from '#plugins/access/models/role'
import { grantsNamed } from '#plugins/access/models/role/grants_named'
import { authorizeGrants } from '#core/access/granting'
import { roleFormValidator } from '#admin/validators/admin'

/** Roles of an organization's own, made and changed within the matrix of what all of them grant. */
export default class RolesController {
  async create(ctx: HttpContext) {
    return renderPage(ctx, 'organizations/role', await roleForm(ctx, null))
  }

  async store(ctx: HttpContext) {
    const { details, grants: chosen } = await ctx.request.validateUsing(roleFormValidator)
    const grants = await known(ctx, grantsAfter([], chosen))
    const { name } = await Role.establish(details, grants)
    leave(ctx, rolePath(ctx), `${name} is a role now.`)
  }

  async edit(ctx: HttpContext) {
    return renderPage(ctx, 'organizations/role', await roleForm(ctx, ctx.params.id))
  }

  async update(ctx: HttpContext) {
    const { details, grants: chosen } = await readRoleChange(ctx)
    const role = await findForChange(ctx, 'update', Role)
    ensureFormVersion(ctx, role)
    role.ensureOwn()
    await role.revise(details, await known(ctx, grantsAfter(await role.grants(), chosen)))
    leave(ctx, rolePath(ctx), `${role.name} is saved.`)
  }
}

/** @throws 422 for a permission that the organization does not know */
async function known({ identity }: HttpContext, grants: ReturnType<typeof grantsAfter>) {
  const permissions = grants.map(({ permission, reach }) => `${permission}/${reach}`)
  const named = (await grantsNamed({ permissions })) ?? []
  authorizeGrants(identity, named)
  return named
}
