import type { HttpContext } from '@adonisjs/core/http'
import { listOrganizations } from '#admin/organization_list'
import { organizationPage } from '#admin/organization_page'
import { renderPage } from '#admin/page'
import { workplaceOf } from '#auth/superuser_access'
import { readSearch } from '#validators/admin'

/** The tenants, as somebody sees them who belongs to none. */
export default class OrganizationsController {
  async index(ctx: HttpContext) {
    const { search, page } = await readSearch(ctx.request.qs())
    const list = await listOrganizations(search ?? '', page ?? 1)
    return renderPage(ctx, 'organizations/index', { title: 'Organizations', search, list })
  }

  async show(ctx: HttpContext) {
    const workplace = workplaceOf(ctx)
    const page = await organizationPage(workplace, ctx.plugins)
    return renderPage(ctx, 'organizations/show', { title: workplace.name, ...page })
  }
}
