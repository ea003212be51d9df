import type { HttpContext } from '@adonisjs/core/http'
import Pipeline from '#plugins/deals/models/pipeline'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** The pipeline of deals that name none. */
export default class DefaultPipelinesController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const pipeline = await findForChange(ctx, 'update', Pipeline)
    await pipeline.makeDefault()
    return answerAction(ctx, 'Pipeline set as default.', pipeline.id)
  }
}
