import type { HttpContext } from '@adonisjs/core/http'
import { dealForecast } from '#plugins/deals/models/deal/forecast'
import { readHorizon } from '#plugins/deals/models/deal/horizon'
import { readingOf } from '#plugins/reports/models/reading'
import { answerJson } from '#core/http/answer'
import deals from '#plugins/deals/resources/deals'

/** What all open deals should bring in the next months or quarters. */
export default class ForecastReportsController {
  async show(ctx: HttpContext) {
    const horizon = readHorizon(ctx.request.qs())
    const { query, all } = readingOf(ctx, deals)
    return answerJson(ctx, dealForecast(query, all, horizon))
  }
}
