import type { HttpContext } from '@adonisjs/core/http'
import { answerJson } from '#core/http/answer'
import { UnitOfWork } from '#core/database/unit_of_work'
import { readAggregate } from '#core/resources/query/aggregate_request'
import { aggregateSql } from '#core/resources/query/aggregate_sql'
import { queryFor } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import { refusingExpensive } from '#core/resources/query/too_expensive'

/** What the records of a list say together. */
export default class AggregatesController {
  async store(ctx: HttpContext) {
    const { identity: caller, plugins, resource } = ctx
    const about = { resource, caller }
    const request = await readAggregate(ctx.request.body(), about, plugins)
    const statement = new Statement()
    const { organizationId } = UnitOfWork.get()
    const text = aggregateSql(queryFor(ctx), request, about, { caller, organizationId, statement })
    return answerJson(ctx, refusingExpensive(statement.readJson(text), about, request.list.filters))
  }
}
