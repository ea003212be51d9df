import type { HttpContext } from '@adonisjs/core/http'
import { ReportRequest } from '#plugins/reports/report_request'
import { dealVelocity } from '#plugins/reports/models/velocity'
import { answerJson } from '#core/http/answer'
import deals from '#plugins/deals/resources/deals'

/** How fast deals go from stage to stage, and how many of them are won. */
export default class VelocityReportsController {
  async show(ctx: HttpContext) {
    const report = new ReportRequest(ctx, [deals])
    return answerJson(ctx, dealVelocity(report.reading(deals), report.days))
  }
}
