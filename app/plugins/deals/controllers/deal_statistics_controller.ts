import type { HttpContext } from '@adonisjs/core/http'
import { dealStatistics } from '#plugins/deals/models/deal/statistics'
import { answerJson } from '#core/http/answer'
import { readFilterRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

/** How many deals there are, what they are worth, and where they stand. */
export default class DealStatisticsController {
  async show(ctx: HttpContext) {
    const query = queryFor(ctx)
    const request = readFilterRequest(ctx.request.qs(), ctx.resource, query.visible)
    return answerJson(ctx, dealStatistics(query, request))
  }
}
