import type { HttpContext } from '@adonisjs/core/http'
import { ensureFormVersion } from '#admin/form_version'
import { leave } from '#admin/leave'
import { adminOrganizations } from '#admin/admin_resources'
import {
  newOrganizationForm,
  organizationForm,
  readNewOrganization,
  readOrganizationChange,
} from '#admin/organization_form'
import { organizationPage } from '#admin/organization_page'
import { renderPage } from '#admin/page'
import { ADMIN, organizationPath } from '#admin/path'
import { readOnlyList, readRecordList } from '#admin/record_list'
import { deviceOf } from '#core/access/device'
import { openAccount } from '#plugins/identity/auth/account_administration'
import { organizationTiles } from '#admin/tiles'
import { adminOrganizationOf } from '#admin/auth/superuser_access'
import { invalid } from '#core/http/exceptions/problem'
import Organization from '#plugins/identity/models/organization'
import User from '#plugins/identity/models/user'

/** The tenants, as somebody sees them who belongs to none. */
export default class OrganizationsController {
  async index(ctx: HttpContext) {
    const path = `${ADMIN}/organizations`
    const list = await readRecordList(ctx, { resource: adminOrganizations, path, key: 'slug' })
    return renderPage(ctx, 'records/index', {
      title: 'Organizations',
      ...readOnlyList(adminOrganizations, list, { create: true }),
    })
  }

  async show(ctx: HttpContext) {
    const workplace = adminOrganizationOf(ctx)
    const page = await organizationPage(workplace, ctx.plugins)
    const tiles = await organizationTiles(ctx)
    return renderPage(ctx, 'organizations/show', { title: workplace.name, ...page, tiles })
  }

  async create(ctx: HttpContext) {
    const form = newOrganizationForm(ctx)
    return renderPage(ctx, 'organizations/form', { title: 'New organization', ...form })
  }

  async store(ctx: HttpContext) {
    const { owner_email: email, ...details } = await readNewOrganization(ctx)
    const holder = await User.findByEmail(email)
    if (holder && !holder.isActive) throw lockedOut()
    const owner = holder ?? (await openAccount({ email }, deviceOf(ctx)))
    const { name, slug } = await Organization.found(details, owner)
    const letter = holder ? '' : ` A letter is on its way to ${email}.`
    leave(ctx, organizationPath(slug), `${name} is there, and ${owner.fullName} owns it.${letter}`)
  }

  async edit(ctx: HttpContext) {
    const title = `Edit ${adminOrganizationOf(ctx).name}`
    return renderPage(ctx, 'organizations/form', { title, ...(await organizationForm(ctx)) })
  }

  async update(ctx: HttpContext) {
    const { id, slug } = adminOrganizationOf(ctx)
    const organization = await Organization.query().where('id', id).forUpdate().firstOrFail()
    ensureFormVersion(ctx, organization)
    await organization.merge(await readOrganizationChange(ctx)).save()
    leave(ctx, organizationPath(slug), 'Saved.')
  }
}

function lockedOut() {
  const message = 'This account is deactivated.'
  return invalid([{ field: 'owner_email', rule: 'active', message }])
}
