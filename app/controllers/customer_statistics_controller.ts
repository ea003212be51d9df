import type { HttpContext } from '@adonisjs/core/http'
import { customerStatistics } from '#models/customer/statistics'
import { answerJson } from '#query/answer'
import { demandNoParameters } from '#query/list_request'
import { queryFor } from '#query/record_query'

/** How many customers there are, and of which kinds. */
export default class CustomerStatisticsController {
  async show(ctx: HttpContext) {
    demandNoParameters(ctx.request.qs())
    answerJson(ctx, await customerStatistics(queryFor(ctx)))
  }
}
