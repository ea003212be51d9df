import type { HttpContext } from '@adonisjs/core/http'
import { Conversion } from '#plugins/reports/models/conversion'
import { dashboard } from '#plugins/reports/models/dashboard'
import { ReportRequest } from '#plugins/reports/report_request'
import { answerJson } from '#core/http/answer'
import customers from '#plugins/customers/resources/customers'
import deals from '#plugins/deals/resources/deals'
import leads from '#plugins/leads/resources/leads'

/** How things stand, in a dozen numbers. */
export default class DashboardReportsController {
  async show(ctx: HttpContext) {
    const report = new ReportRequest(ctx, [customers, leads, deals], ['currency'])
    const readings = {
      customers: report.reading(customers),
      leads: report.reading(leads),
      deals: report.reading(deals),
    }
    const conversion = await Conversion.to(report.parameter('currency'))
    return answerJson(ctx, dashboard(readings, report.days, conversion))
  }
}
