import type { HttpContext } from '@adonisjs/core/http'
import { findDeleted, restoreRecord } from '#core/resources/records/record'
import { answerDetail } from '#core/http/answer'
import { queryFor } from '#core/resources/query/record_query'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** A deleted record that comes back. */
export default class RestorationsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    await restoreRecord(ctx, await findDeleted(ctx))
    return answerDetail(ctx, queryFor(ctx).reload(ctx.params.id))
  }
}
