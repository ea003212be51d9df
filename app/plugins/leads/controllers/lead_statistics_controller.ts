import type { HttpContext } from '@adonisjs/core/http'
import { leadStatistics } from '#plugins/leads/models/lead/statistics'
import { answerJson } from '#core/http/answer'
import { readFilterRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

/** How many leads there are, of which kinds, and how good they are. */
export default class LeadStatisticsController {
  async show(ctx: HttpContext) {
    const query = queryFor(ctx)
    const request = readFilterRequest(ctx.request.qs(), ctx.resource, query.visible)
    return answerJson(ctx, leadStatistics(query, request))
  }
}
