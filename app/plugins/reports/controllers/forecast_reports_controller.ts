import type { HttpContext } from '@adonisjs/core/http'
import { dealForecast } from '#plugins/deals/models/deal/forecast'
import { readHorizon } from '#plugins/deals/models/deal/horizon'
import { ReportRequest } from '#plugins/reports/models/report_request'
import { answerJson } from '#core/http/answer'
import { narrowed, within } from '#core/resources/query/reading'
import deals from '#plugins/deals/resources/deals'

/** What all open deals should bring in the next months or quarters. */
export default class ForecastReportsController {
  async show(ctx: HttpContext) {
    const report = new ReportRequest(ctx, [deals], ['months', 'quarters'])
    const [months, quarters] = [report.parameter('months'), report.parameter('quarters')]
    const { query, all } = report.reading(deals)
    const due = narrowed(all, within(report.days, 'expected_close_date'))
    return answerJson(ctx, dealForecast(query, due, readHorizon({ months, quarters })))
  }
}
