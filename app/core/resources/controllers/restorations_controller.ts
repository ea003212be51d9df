import type { HttpContext } from '@adonisjs/core/http'
import { findDeleted, restoreRecord } from '#core/resources/records/record'
import { answerChanged } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** A deleted record that comes back. */
export default class RestorationsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    await restoreRecord(ctx, await findDeleted(ctx))
    return answerChanged(ctx, ctx.params.id)
  }
}
