import type { HttpContext } from '@adonisjs/core/http'
import { dealForecast } from '#plugins/deals/models/deal/forecast'
import { forecastAsOf, readAsOf } from '#plugins/deals/models/deal/forecast_snapshot'
import { answerJson } from '#core/http/answer'
import { readFilterRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { readHorizon } from '#plugins/deals/models/deal/horizon'

/** What the open deals should bring in the next months or quarters, now or on a past day. */
export default class DealForecastsController {
  async show(ctx: HttpContext) {
    const query = queryFor(ctx)
    const { months, quarters, as_of: day, ...selection } = ctx.request.qs()
    const request = readFilterRequest(selection, ctx.resource, query.visible)
    const [horizon, asOf] = [readHorizon({ months, quarters }), readAsOf(day)]
    if (asOf === null) return answerJson(ctx, dealForecast(query, request, horizon))
    return answerJson(ctx, forecastAsOf({ query, request, caller: ctx.identity }, horizon, asOf))
  }
}
