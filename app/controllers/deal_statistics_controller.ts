import type { HttpContext } from '@adonisjs/core/http'
import { dealStatistics } from '#models/deal/statistics'
import { answerJson } from '#query/answer'
import { readSelection } from '#query/list_request'
import { queryFor } from '#query/record_query'

/** How many deals there are, what they are worth, and where they stand. */
export default class DealStatisticsController {
  async show(ctx: HttpContext) {
    const query = queryFor(ctx)
    const request = readSelection(ctx.request.qs(), ctx.resource, query.visible)
    return answerJson(ctx, dealStatistics(query, request))
  }
}
