import type { HttpContext } from '@adonisjs/core/http'
import ResourceController from '#core/resources/controllers/resource_controller'
import PipelineStage from '#plugins/deals/models/pipeline_stage'
import { findForChange } from '#core/resources/records/record'
import { reassignDeals } from '#plugins/deals/reassignment'

/** Stages, each at its place in its pipeline. */
export default class PipelineStagesController {
  async update(ctx: HttpContext) {
    await PipelineStage.holdPipelineOf(ctx.params.id)
    return new ResourceController().update(ctx)
  }

  async destroy(ctx: HttpContext) {
    await PipelineStage.holdPipelineOf(ctx.params.id)
    const stage = await findForChange(ctx, 'delete', PipelineStage)
    await reassignDeals(ctx, stage)
    await stage.delete()
    ctx.response.noContent()
  }
}
