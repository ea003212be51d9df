import type { HttpContext } from '@adonisjs/core/http'
import { ensureFormVersion } from '#admin/form_version'
import { leave } from '#admin/leave'
import { membershipChange, membershipPage } from '#admin/membership_page'
import { renderPage } from '#admin/page'
import { referrer } from '#admin/referrer'
import { organizationPath, userPath } from '#admin/path'
import { adminOrganizationOf } from '#admin/auth/superuser_access'
import { invalid } from '#core/http/exceptions/problem'
import Membership from '#plugins/identity/models/membership'
import Organization from '#plugins/identity/models/organization'
import User from '#plugins/identity/models/user'
import {
  membershipFormValidator,
  createMembershipValidator,
} from '#plugins/identity/validators/membership'

/** That somebody belongs to an organization, from the user's page and from the organization's. */
export default class MembershipsController {
  async store(ctx: HttpContext) {
    const {
      email,
      organization: slug,
      role,
    } = await ctx.request.validateUsing(createMembershipValidator)
    const { id: organizationId, name } = await Organization.named(slug)
    const user = await User.findByEmail(email)
    if (!user) throw stranger()
    await Membership.begin({ organizationId, userId: user.id, role })
    const path = referrer(ctx) ?? userPath(user.id)
    leave(ctx, path, `${user.fullName} belongs to ${name} now.`)
  }

  async edit(ctx: HttpContext) {
    const page = await membershipPage(ctx)
    const title = `${page.member.name} in ${adminOrganizationOf(ctx).name}`
    return renderPage(ctx, 'memberships/form', { title, ...page })
  }

  async update(ctx: HttpContext) {
    const membership = await Membership.lock(ctx.params.id)
    ensureFormVersion(ctx, membership)
    const { role, is_active: active } = await membershipFormValidator.validate(
      membershipChange(ctx)
    )
    if (role !== undefined) await membership.changeRole(role)
    if (active === true) await membership.activate()
    if (active === false) await membership.deactivate()
    leave(ctx, organizationPath(adminOrganizationOf(ctx).slug), 'Saved.')
  }

  async destroy(ctx: HttpContext) {
    const membership = await Membership.lock(ctx.params.id)
    await membership.delete()
    leave(ctx, organizationPath(adminOrganizationOf(ctx).slug), 'Belongs to it no more.')
  }
}

function stranger() {
  const message = 'No account has this address. Create one first.'
  return invalid([{ field: 'email', rule: 'exists', message }])
}
