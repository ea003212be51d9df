import type { HttpContext } from '@adonisjs/core/http'
import { systemStatus } from '#admin/system_status'
import { renderPage } from '#admin/page'
import { healthReportValidator } from '#admin/validators/admin'

/** Whether the installation is sound. */
export default class HealthReportsController {
  async show(ctx: HttpContext) {
    const { thorough } = await ctx.request.validateUsing(healthReportValidator, {
      data: ctx.request.qs(),
    })
    return renderPage(ctx, 'health', {
      title: 'Health',
      ...(await systemStatus(thorough === 'true')),
    })
  }
}
