import type { HttpContext } from '@adonisjs/core/http'
import { overview } from '#admin/overview'
import { renderPage } from '#admin/page'

/** What happens over all organizations. */
export default class DashboardsController {
  async show(ctx: HttpContext) {
    return renderPage(ctx, 'dashboard', { title: 'Dashboard', ...(await overview()) })
  }
}
