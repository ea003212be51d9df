import type { HttpContext } from '@adonisjs/core/http'
import { dealHistory } from '#plugins/deals/models/deal/history'
import { answerJson } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

/** Where a deal has stood, from when until when, and who put it there. */
export default class DealHistoriesController {
  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    return answerJson(ctx, dealHistory(queryFor(ctx), ctx.params.id))
  }
}
