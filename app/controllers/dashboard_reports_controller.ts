import type { HttpContext } from '@adonisjs/core/http'
import { dashboard } from '#models/reports/dashboard'
import { readingOf } from '#models/reports/reading'
import { answerJson } from '#query/answer'
import { demandNoParameters } from '#query/list_request'
import customers from '#resources/customers'
import deals from '#resources/deals'
import leads from '#resources/leads'

/** How things stand, in a dozen numbers. */
export default class DashboardReportsController {
  async show(ctx: HttpContext) {
    demandNoParameters(ctx.request.qs())
    const readings = {
      customers: readingOf(ctx, customers),
      leads: readingOf(ctx, leads),
      deals: readingOf(ctx, deals),
    }
    return answerJson(ctx, dashboard(readings))
  }
}
