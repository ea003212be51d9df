import type { HttpContext } from '@adonisjs/core/http'
import { Conversion } from '#plugins/reports/models/conversion'
import { dashboard } from '#plugins/reports/models/dashboard'
import { readingOf } from '#plugins/reports/models/reading'
import { answerJson } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import customers from '#plugins/customers/resources/customers'
import deals from '#plugins/deals/resources/deals'
import leads from '#plugins/leads/resources/leads'

/** How things stand, in a dozen numbers. */
export default class DashboardReportsController {
  async show(ctx: HttpContext) {
    const { currency, ...rest } = ctx.request.qs()
    refuseParameters(rest)
    const readings = {
      customers: readingOf(ctx, customers),
      leads: readingOf(ctx, leads),
      deals: readingOf(ctx, deals),
    }
    return answerJson(ctx, dashboard(readings, await Conversion.to(currency)))
  }
}
