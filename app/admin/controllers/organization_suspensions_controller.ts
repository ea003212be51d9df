import type { HttpContext } from '@adonisjs/core/http'
import { organizationPath } from '#admin/path'
import { adminOrganizationOf } from '#admin/auth/superuser_access'
import Organization from '#plugins/identity/models/organization'

/** An organization that is closed to its members: `store` closes it, `destroy` opens it again. */
export default class OrganizationSuspensionsController {
  async store(ctx: HttpContext) {
    const organization = await lock(ctx)
    await organization.suspend()
    leave(ctx, 'Suspended: no member of the organization can log in to it any more.')
  }

  async destroy(ctx: HttpContext) {
    const organization = await lock(ctx)
    await organization.resume()
    leave(ctx, 'Open again.')
  }
}

function lock(ctx: HttpContext): Promise<Organization> {
  return Organization.query().where('id', adminOrganizationOf(ctx).id).forUpdate().firstOrFail()
}

function leave(ctx: HttpContext, notice: string) {
  ctx.session.flash('notice', notice)
  ctx.response.redirect().toPath(organizationPath(adminOrganizationOf(ctx).slug))
}
