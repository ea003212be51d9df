import type { HttpContext } from '@adonisjs/core/http'
import { ensureFormVersion } from '#admin/form_version'
import { leave } from '#admin/leave'
import { adminUsers } from '#admin/admin_resources'
import { renderPage } from '#admin/page'
import { ADMIN, userPath } from '#admin/path'
import { readOnlyList, readRecordList } from '#admin/record_list'
import { endSessions } from '#admin/session_end'
import { readNewUser, readUserChange, userForm } from '#admin/user_form'
import { userPage } from '#admin/user_page'
import { deviceOf } from '#core/access/device'
import { changeAccount, openAccount } from '#plugins/identity/auth/account_administration'
import { invalid } from '#core/http/exceptions/problem'
import Membership from '#plugins/identity/models/membership'
import Organization from '#plugins/identity/models/organization'
import User from '#plugins/identity/models/user'

/** Everybody who has an account. */
export default class UsersController {
  async index(ctx: HttpContext) {
    const list = await readRecordList(ctx, { resource: adminUsers, path: `${ADMIN}/users` })
    const page = readOnlyList(adminUsers, list, { create: true })
    return renderPage(ctx, 'records/index', { title: 'Users', ...page })
  }

  async show(ctx: HttpContext) {
    const user = await User.ensureById(ctx.params.id)
    return renderPage(ctx, 'users/show', { title: user.fullName, user, ...(await userPage(user)) })
  }

  async create(ctx: HttpContext) {
    return renderPage(ctx, 'users/form', { title: 'New user', ...(await userForm(ctx, null)) })
  }

  async store(ctx: HttpContext) {
    const { organization: slug, role = 'member', ...details } = await readNewUser(ctx)
    const organization = slug ? await Organization.named(slug) : null
    const user = await openAccount(details, deviceOf(ctx))
    if (organization) {
      await Membership.begin({ organizationId: organization.id, userId: user.id, role })
    }
    leave(
      ctx,
      userPath(user.id),
      `${user.fullName} has an account. A letter is on its way to ${user.email}.`
    )
  }

  async edit(ctx: HttpContext) {
    const user = await User.ensureById(ctx.params.id)
    return renderPage(ctx, 'users/form', {
      title: `Edit ${user.fullName}`,
      name: user.fullName,
      ...(await userForm(ctx, user)),
    })
  }

  async update(ctx: HttpContext) {
    const user = await User.lock(ctx.params.id)
    ensureFormVersion(ctx, user)
    const change = await readUserChange(ctx, user)
    if (user.id === ctx.superuser.id) ensureStays(change)
    const wasActive = user.isActive
    await changeAccount(user, change, deviceOf(ctx))
    if (wasActive && !user.isActive) await endSessions(ctx, user.id, 'deactivated')
    leave(ctx, userPath(user.id), 'Saved.')
  }
}

/** @throws 422 when somebody shuts themselves out */
function ensureStays(change: { is_active?: boolean; is_superuser?: boolean }) {
  const wrong = (['is_active', 'is_superuser'] as const).filter((name) => change[name] === false)
  if (wrong.length === 0) return
  const message = 'You cannot take this away from yourself.'
  throw invalid(wrong.map((field) => ({ field, rule: 'own_account', message })))
}
