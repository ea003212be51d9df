import type { HttpContext } from '@adonisjs/core/http'
import { dealForecast } from '#models/deal/forecast'
import { answerJson } from '#query/answer'
import { readNumber, readSelection } from '#query/list_request'
import { queryFor } from '#query/record_query'

const MOST_MONTHS = 24

/** What the open deals should bring in the next months. */
export default class DealForecastsController {
  async show(ctx: HttpContext) {
    const query = queryFor(ctx)
    const { months, ...selection } = ctx.request.qs()
    const request = readSelection(selection, ctx.resource, query.visible)
    answerJson(
      ctx,
      await dealForecast(query, request, readNumber(months, 'months', 3, MOST_MONTHS))
    )
  }
}
