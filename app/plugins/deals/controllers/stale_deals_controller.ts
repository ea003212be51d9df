import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { answerPage } from '#core/http/answer'
import type { Filter } from '#core/resources/query/condition_tree'
import { readListRequest, readNumber } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { MAX_DAYS_UNTOUCHED } from '#plugins/deals/resources/deals'

/**
 * Open deals that no one has touched for as many days as their stage allows,
 * or as the request says.
 */
export default class StaleDealsController {
  async index(ctx: HttpContext) {
    const { resource, request } = ctx
    const query = queryFor(ctx)
    const { days, ordering = 'last_touch_at', ...rest } = request.qs()
    const list = readListRequest({ ...rest, ordering }, resource, query.visible)
    const stale = { ...list, filters: [...list.filters, ...untouched(days)] }
    return answerPage(ctx, stale, query.page(stale))
  }
}

function untouched(days: unknown): Filter[] {
  if (days === undefined) return [{ name: 'is_stale', operator: 'eq', operand: 'true' }]
  const since = DateTime.utc().minus({ days: readNumber(days, 'days', 30, MAX_DAYS_UNTOUCHED) })
  return [
    { name: 'status', operator: 'eq', operand: 'open' },
    { name: 'last_touch_at', operator: 'lt', operand: since.toISO() },
  ]
}
