import type { HttpContext } from '@adonisjs/core/http'
import { salesFunnel } from '#plugins/reports/models/funnel'
import { ReportRequest } from '#plugins/reports/report_request'
import { answerJson } from '#core/http/answer'
import deals from '#plugins/deals/resources/deals'
import leads from '#plugins/leads/resources/leads'

/** How many come how far, from lead to won deal. */
export default class FunnelReportsController {
  async show(ctx: HttpContext) {
    const report = new ReportRequest(ctx, [leads, deals])
    const readings = { leads: report.reading(leads), deals: report.reading(deals) }
    return answerJson(ctx, salesFunnel(readings, report.days))
  }
}
