import type { HttpContext } from '@adonisjs/core/http'
import Pipeline from '#plugins/deals/models/pipeline'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { stageOrderValidator } from '#plugins/deals/validators/pipeline'

/** The order of a pipeline's stages. */
export default class StageOrdersController {
  async store(ctx: HttpContext) {
    const pipeline = await findForChange(ctx, 'update', Pipeline)
    await pipeline.reorderStages(await ctx.request.validateUsing(stageOrderValidator))
    return answerAction(ctx, 'Stages reordered successfully.', pipeline.id)
  }
}
