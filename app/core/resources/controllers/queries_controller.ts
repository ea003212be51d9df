import type { HttpContext } from '@adonisjs/core/http'
import { answerPage } from '#core/http/answer'
import { readQuery } from '#core/resources/query/query_request'
import { queryFor } from '#core/resources/query/record_query'
import { refusingExpensive } from '#core/resources/query/too_expensive'

/** A list that is asked for by a body. */
export default class QueriesController {
  async store(ctx: HttpContext) {
    const about = { resource: ctx.resource, caller: ctx.identity }
    const list = await readQuery(ctx.request.body(), about, ctx.plugins)
    const page = refusingExpensive(queryFor(ctx).page(list), about, list.filters)
    return answerPage(ctx, list, page, bodyOf)
  }
}

/** What of the body is another one on the next page, or the one before. */
function bodyOf({ cursor, page }: Readonly<Record<string, string | null>>) {
  return cursor === undefined ? { page: Number(page ?? 1) } : { cursor }
}
