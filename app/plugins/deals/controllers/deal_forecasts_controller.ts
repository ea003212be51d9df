import type { HttpContext } from '@adonisjs/core/http'
import { dealForecast } from '#plugins/deals/models/deal/forecast'
import { answerJson } from '#core/http/answer'
import { readFilterRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { readHorizon } from '#plugins/deals/models/deal/horizon'

/** What the open deals should bring in the next months or quarters. */
export default class DealForecastsController {
  async show(ctx: HttpContext) {
    const query = queryFor(ctx)
    const { months, quarters, ...selection } = ctx.request.qs()
    const request = readFilterRequest(selection, ctx.resource, query.visible)
    return answerJson(ctx, dealForecast(query, request, readHorizon({ months, quarters })))
  }
}
