import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { organizationPath } from '#admin/path'
import { adminOrganizationOf } from '#admin/auth/superuser_access'
import Organization from '#plugins/identity/models/organization'

/** An organization that is closed to its members: `store` closes it, `destroy` opens it again. */
export default class OrganizationSuspensionsController {
  async store(ctx: HttpContext) {
    const organization = await lock(ctx)
    await organization.suspend()
    leave(
      ctx,
      organizationPath(organization.slug),
      'Suspended: no member of the organization can log in to it any more.'
    )
  }

  async destroy(ctx: HttpContext) {
    const organization = await lock(ctx)
    await organization.resume()
    leave(ctx, organizationPath(organization.slug), 'Open again.')
  }
}

function lock(ctx: HttpContext): Promise<Organization> {
  return Organization.query().where('id', adminOrganizationOf(ctx).id).forUpdate().firstOrFail()
}
