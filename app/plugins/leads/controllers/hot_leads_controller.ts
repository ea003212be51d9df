import type { HttpContext } from '@adonisjs/core/http'
import { leads } from '#config/leads'
import { answerPage } from '#core/http/answer'
import type { Filter } from '#core/resources/query/condition_tree'
import { readListRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

const FIRST = { ordering: '-lead_score,-estimated_value', page_size: '10' }

const HOT: readonly Filter[] = [
  { name: 'is_converted', operator: 'eq', operand: 'false' },
  { name: 'lead_score', operator: 'gte', operand: String(leads.hotScore) },
]

/** The leads that are worth the most effort, the best first. */
export default class HotLeadsController {
  async index(ctx: HttpContext) {
    const query = queryFor(ctx)
    const asked = { ...FIRST, ...ctx.request.qs() }
    const list = readListRequest(asked, ctx.resource, query.visible)
    const hot = { ...list, filters: [...list.filters, ...HOT] }
    return answerPage(ctx, hot, query.page(hot))
  }
}
