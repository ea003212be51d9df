import type { HttpContext } from '@adonisjs/core/http'
import { vitals } from '#admin/vitals'
import { renderPage } from '#admin/page'

/** Whether the installation is sound. */
export default class HealthReportsController {
  async show(ctx: HttpContext) {
    return renderPage(ctx, 'health', { title: 'Health', ...(await vitals()) })
  }
}
