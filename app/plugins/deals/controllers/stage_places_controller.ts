import type { HttpContext } from '@adonisjs/core/http'
import PipelineStage from '#plugins/deals/models/pipeline_stage'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { stagePlaceValidator } from '#plugins/deals/validators/pipeline'

/** The place of one stage in its pipeline. */
export default class StagePlacesController {
  async store(ctx: HttpContext) {
    const stage = await findForChange(ctx, 'update', PipelineStage)
    const { order } = await ctx.request.validateUsing(stagePlaceValidator)
    await stage.place(order)
    return answerAction(ctx, 'Stage reordered successfully.', stage.id)
  }
}
