import type { HttpContext } from '@adonisjs/core/http'
import { Conversion } from '#plugins/reports/models/conversion'
import { readPeriods } from '#plugins/reports/models/parameters'
import { ReportRequest } from '#plugins/reports/report_request'
import { revenueByPeriod } from '#plugins/reports/models/revenue'
import { answerJson } from '#core/http/answer'
import deals from '#plugins/deals/resources/deals'

/** What was won, period by period. */
export default class RevenueReportsController {
  async show(ctx: HttpContext) {
    const report = new ReportRequest(ctx, [deals], ['period', 'count', 'currency'])
    const periods = readPeriods(report)
    const reading = report.reading(deals)
    const conversion = await Conversion.to(report.parameter('currency'))
    return answerJson(ctx, revenueByPeriod(reading, { ...periods, conversion }))
  }
}
