import type { HttpContext } from '@adonisjs/core/http'
import { findDeleted } from '#models/record'
import { answerDetail } from '#query/answer'
import { queryFor } from '#query/record_query'

/** A deleted record that comes back. */
export default class RestorationsController {
  async store(ctx: HttpContext) {
    const record = await findDeleted(ctx)
    await record.restore()
    answerDetail(ctx, await queryFor(ctx).written(ctx.params.id))
  }
}
