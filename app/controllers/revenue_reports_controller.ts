import type { HttpContext } from '@adonisjs/core/http'
import { readPeriods } from '#models/reports/parameters'
import { readingOf } from '#models/reports/reading'
import { revenueByPeriod } from '#models/reports/revenue'
import { answerJson } from '#query/answer'
import deals from '#resources/deals'

/** What was won, period by period. */
export default class RevenueReportsController {
  async show(ctx: HttpContext) {
    const { period, count } = readPeriods(ctx.request.qs())
    return answerJson(ctx, revenueByPeriod(readingOf(ctx, deals), period, count))
  }
}
