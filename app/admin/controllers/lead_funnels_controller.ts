import type { HttpContext } from '@adonisjs/core/http'
import { leadFunnel } from '#admin/lead_funnel'
import { renderPage } from '#admin/page'

/** How far the leads of an organization come. */
export default class LeadFunnelsController {
  async show(ctx: HttpContext) {
    return renderPage(ctx, 'funnel', { title: 'Lead funnel', ...(await leadFunnel(ctx)) })
  }
}
