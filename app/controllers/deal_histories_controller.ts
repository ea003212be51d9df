import type { HttpContext } from '@adonisjs/core/http'
import { dealHistory } from '#models/deal/history'
import { answerJson } from '#query/answer'
import { demandNoParameters } from '#query/list_request'
import { queryFor } from '#query/record_query'

/** Where a deal has stood, from when until when, and who put it there. */
export default class DealHistoriesController {
  async show(ctx: HttpContext) {
    demandNoParameters(ctx.request.qs())
    return answerJson(ctx, dealHistory(queryFor(ctx), ctx.params.id))
  }
}
