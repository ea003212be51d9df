import type { HttpContext } from '@adonisjs/core/http'
import { type Reply, answerJson } from '#core/http/answer'
import type { Filter } from '#core/resources/query/condition_tree'
import { readWholeList } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

/** More than anyone has: what is the caller's own is not divided into pages. */
const ALL = 1_000

/**
 * Answers the records that are about the caller, whatever they may read
 * of other people's, as a plain array of details.
 */
export function answerOwn(ctx: HttpContext, filters: readonly Filter[] = []): Reply {
  const { resource, request, identity } = ctx
  const query = queryFor(ctx)
  const list = readWholeList(request.qs(), resource, query.visible, resource.detail)
  const mine: Filter = { name: 'user_id', operator: 'eq', operand: identity.userId }
  const page = query.page({
    ...list,
    filters: [...list.filters, mine, ...filters],
    pageSize: ALL,
    withCount: false,
  })
  return answerJson(
    ctx,
    page.map(({ results }) => `[${results}]`)
  )
}
