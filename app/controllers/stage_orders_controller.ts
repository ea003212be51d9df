import type { HttpContext } from '@adonisjs/core/http'
import Pipeline from '#models/pipeline'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readStageOrder } from '#validators/pipeline'

/** The order of a pipeline's stages. */
export default class StageOrdersController {
  async store(ctx: HttpContext) {
    const pipeline = await findForChange(ctx, 'update', Pipeline)
    await pipeline.reorderStages(await readStageOrder(ctx.request.body()))
    return answerAction(ctx, 'Stages reordered successfully.', queryFor(ctx).written(pipeline.id))
  }
}
