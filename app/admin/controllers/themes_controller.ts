import type { HttpContext } from '@adonisjs/core/http'
import { THEME_COOKIE } from '#admin/page'
import { ADMIN } from '#admin/path'
import { themeValidator } from '#admin/validators/admin'

/** Whether a browser shows the pages light, dark, or as its system does. */
export default class ThemesController {
  async update({ request, response }: HttpContext) {
    const { theme } = await request.validateUsing(themeValidator)
    response.plainCookie(THEME_COOKIE, theme, { path: ADMIN, maxAge: '365d', encode: false })
    response.redirect().back()
  }
}
