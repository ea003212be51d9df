import type { HttpContext } from '@adonisjs/core/http'
import { renderPage } from '#admin/page'
import { listUsers } from '#admin/user_list'
import { userPage } from '#admin/user_page'
import { notFound } from '#exceptions/problem'
import User from '#models/user'
import { readSearch } from '#validators/admin'

/** Everybody who has an account. */
export default class UsersController {
  async index(ctx: HttpContext) {
    const { search, page } = await readSearch(ctx.request.qs())
    const list = await listUsers(search ?? '', page ?? 1)
    return renderPage(ctx, 'users/index', { title: 'Users', search, list })
  }

  async show(ctx: HttpContext) {
    const user = await User.find(ctx.params.id)
    if (!user) throw notFound('user')
    return renderPage(ctx, 'users/show', { title: user.fullName, user, ...(await userPage(user)) })
  }
}
