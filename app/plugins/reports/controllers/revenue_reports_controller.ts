import type { HttpContext } from '@adonisjs/core/http'
import { readPeriods } from '#plugins/reports/models/parameters'
import { readingOf } from '#plugins/reports/models/reading'
import { revenueByPeriod } from '#plugins/reports/models/revenue'
import { answerJson } from '#core/http/answer'
import deals from '#plugins/deals/resources/deals'

/** What was won, period by period. */
export default class RevenueReportsController {
  async show(ctx: HttpContext) {
    const { period, count } = readPeriods(ctx.request.qs())
    return answerJson(ctx, revenueByPeriod(readingOf(ctx, deals), period, count))
  }
}
