import type { HttpContext } from '@adonisjs/core/http'
import { findDeleted, restoreRecord } from '#models/record'
import { answerDetail } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNothing } from '#validators/closed'

/** A deleted record that comes back. */
export default class RestorationsController {
  async store(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    await restoreRecord(ctx, await findDeleted(ctx))
    return answerDetail(ctx, queryFor(ctx).written(ctx.params.id))
  }
}
