import type { HttpContext } from '@adonisjs/core/http'
import { salesFunnel } from '#models/reports/funnel'
import { readDays } from '#models/reports/parameters'
import { readingOf } from '#models/reports/reading'
import { answerJson } from '#query/answer'
import deals from '#resources/deals'
import leads from '#resources/leads'

/** How many come how far, from lead to won deal. */
export default class FunnelReportsController {
  async show(ctx: HttpContext) {
    const days = readDays(ctx.request.qs())
    const readings = { leads: readingOf(ctx, leads), deals: readingOf(ctx, deals) }
    return answerJson(ctx, salesFunnel(readings, days))
  }
}
