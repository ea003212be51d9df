import type { HttpContext } from '@adonisjs/core/http'
import { everybody } from '#admin/everybody'
import { renderPage } from '#admin/page'
import { ADMIN } from '#admin/path'
import { onlyLooked, readRecordList } from '#admin/record_list'
import { userPage } from '#admin/user_page'
import { notFound } from '#exceptions/problem'
import User from '#models/user'

/** Everybody who has an account. */
export default class UsersController {
  async index(ctx: HttpContext) {
    const list = await readRecordList(ctx, { resource: everybody, path: `${ADMIN}/users` })
    return renderPage(ctx, 'records/index', { title: 'Users', ...onlyLooked(everybody, list) })
  }

  async show(ctx: HttpContext) {
    const user = await User.find(ctx.params.id)
    if (!user) throw notFound('user')
    return renderPage(ctx, 'users/show', { title: user.fullName, user, ...(await userPage(user)) })
  }
}
