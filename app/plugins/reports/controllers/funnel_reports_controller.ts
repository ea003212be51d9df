import type { HttpContext } from '@adonisjs/core/http'
import { salesFunnel } from '#plugins/reports/models/funnel'
import { readDays } from '#core/resources/query/reading'
import { readingOf } from '#plugins/reports/models/reading'
import { answerJson } from '#core/http/answer'
import deals from '#plugins/deals/resources/deals'
import leads from '#plugins/leads/resources/leads'

/** How many come how far, from lead to won deal. */
export default class FunnelReportsController {
  async show(ctx: HttpContext) {
    const days = readDays(ctx.request.qs())
    const readings = { leads: readingOf(ctx, leads), deals: readingOf(ctx, deals) }
    return answerJson(ctx, salesFunnel(readings, days))
  }
}
