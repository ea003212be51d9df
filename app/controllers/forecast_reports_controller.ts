import type { HttpContext } from '@adonisjs/core/http'
import { dealForecast } from '#models/deal/forecast'
import { readHorizon } from '#models/reports/parameters'
import { readingOf } from '#models/reports/reading'
import { answerJson } from '#query/answer'
import deals from '#resources/deals'

/** What all open deals should bring in the next months or quarters. */
export default class ForecastReportsController {
  async show(ctx: HttpContext) {
    const horizon = readHorizon(ctx.request.qs())
    const { query, all } = readingOf(ctx, deals)
    return answerJson(ctx, dealForecast(query, all, horizon))
  }
}
