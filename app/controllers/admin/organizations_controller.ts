import type { HttpContext } from '@adonisjs/core/http'
import { tenants } from '#admin/everybody'
import { organizationPage } from '#admin/organization_page'
import { renderPage } from '#admin/page'
import { ADMIN } from '#admin/path'
import { onlyLooked, readRecordList } from '#admin/record_list'
import { workplaceOf } from '#auth/superuser_access'

/** The tenants, as somebody sees them who belongs to none. */
export default class OrganizationsController {
  async index(ctx: HttpContext) {
    const path = `${ADMIN}/organizations`
    const list = await readRecordList(ctx, { resource: tenants, path, key: 'slug' })
    return renderPage(ctx, 'records/index', {
      title: 'Organizations',
      ...onlyLooked(tenants, list),
    })
  }

  async show(ctx: HttpContext) {
    const workplace = workplaceOf(ctx)
    const page = await organizationPage(workplace, ctx.plugins)
    return renderPage(ctx, 'organizations/show', { title: workplace.name, ...page })
  }
}
