import type { HttpContext } from '@adonisjs/core/http'
import { dealForecast } from '#plugins/deals/models/deal/forecast'
import { forecastAsOf, readAsOf } from '#plugins/deals/models/deal/forecast_snapshot'
import { readHorizon } from '#plugins/deals/models/deal/horizon'
import { ReportRequest } from '#plugins/reports/report_request'
import { answerJson } from '#core/http/answer'
import { narrowed, within } from '#core/resources/query/reading'
import deals from '#plugins/deals/resources/deals'

/** What all open deals should bring in the next months or quarters, now or on a past day. */
export default class ForecastReportsController {
  async show(ctx: HttpContext) {
    const report = new ReportRequest(ctx, [deals], ['months', 'quarters', 'as_of'])
    const [months, quarters] = [report.parameter('months'), report.parameter('quarters')]
    const [horizon, asOf] = [readHorizon({ months, quarters }), readAsOf(report.parameter('as_of'))]
    const { query, all } = report.reading(deals)
    const request = narrowed(all, within(report.days, 'expected_close_date'))
    if (asOf === null) return answerJson(ctx, dealForecast(query, request, horizon))
    return answerJson(ctx, forecastAsOf({ query, request, caller: ctx.identity }, horizon, asOf))
  }
}
