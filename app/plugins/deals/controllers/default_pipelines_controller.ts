import type { HttpContext } from '@adonisjs/core/http'
import Pipeline from '#plugins/deals/models/pipeline'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** The pipeline of deals that name none. */
export default class DefaultPipelinesController {
  async store(ctx: HttpContext) {
    const pipeline = await findForChange(ctx, 'update', Pipeline)
    await takeInput(ctx, 'set_default')
    await ctx.request.validateUsing(emptyBodyValidator)
    await pipeline.makeDefault()
    return answerAction(ctx, 'Pipeline set as default.', pipeline.id)
  }
}
