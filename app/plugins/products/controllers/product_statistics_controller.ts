import type { HttpContext } from '@adonisjs/core/http'
import { answerJson } from '#core/http/answer'
import { readNumber } from '#core/resources/query/list_request'
import { readDays, readingOf } from '#core/resources/query/reading'
import deals from '#plugins/deals/resources/deals'
import dealLines from '#plugins/products/resources/deal_lines'
import { DEFAULT_ENTRIES, MAX_ENTRIES } from '#plugins/products/routes'
import { productStatistics } from '#plugins/products/statistics'

/** What products came to. */
export default class ProductStatisticsController {
  async show(ctx: HttpContext) {
    const { limit, ...days } = ctx.request.qs()
    const size = readNumber(limit, 'limit', DEFAULT_ENTRIES, MAX_ENTRIES)
    const readings = { deals: readingOf(ctx, deals), lines: readingOf(ctx, dealLines) }
    return answerJson(ctx, productStatistics(readings, readDays(days), size))
  }
}
