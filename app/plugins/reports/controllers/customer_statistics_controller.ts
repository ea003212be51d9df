import type { HttpContext } from '@adonisjs/core/http'
import { customerStatistics } from '#plugins/reports/models/customer_statistics'
import { answerJson } from '#core/http/answer'
import { readFilterRequest } from '#core/resources/query/list_request'
import { RecordQuery, queryFor } from '#core/resources/query/record_query'
import deals from '#plugins/deals/resources/deals'
import { UnitOfWork } from '#core/database/unit_of_work'

/** How many customers there are, and of which kinds. */
export default class CustomerStatisticsController {
  async show(ctx: HttpContext) {
    const query = queryFor(ctx)
    const request = readFilterRequest(ctx.request.qs(), ctx.resource, query.visible)
    return answerJson(ctx, customerStatistics(query, request, dealsOf(ctx)))
  }
}

function dealsOf({ identity, plugins }: HttpContext): RecordQuery | null {
  if (!identity.grants.allows(deals.permission('read'))) return null
  return new RecordQuery(plugins.extend(deals), identity, UnitOfWork.get())
}
