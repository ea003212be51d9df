import type { HttpContext } from '@adonisjs/core/http'
import { Conversion } from '#plugins/reports/models/conversion'
import { readPeriods } from '#plugins/reports/models/parameters'
import { readingOf } from '#plugins/reports/models/reading'
import { revenueByPeriod } from '#plugins/reports/models/revenue'
import { answerJson } from '#core/http/answer'
import deals from '#plugins/deals/resources/deals'

/** What was won, period by period. */
export default class RevenueReportsController {
  async show(ctx: HttpContext) {
    const { currency, ...periods } = readPeriods(ctx.request.qs())
    const reading = readingOf(ctx, deals)
    const conversion = await Conversion.to(currency)
    return answerJson(ctx, revenueByPeriod(reading, { ...periods, conversion }))
  }
}
