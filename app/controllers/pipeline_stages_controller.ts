import type { HttpContext } from '@adonisjs/core/http'
import ResourceController from '#controllers/resource_controller'
import PipelineStage from '#models/pipeline_stage'
import { findForChange } from '#models/record'
import { ensureTargetOfDeals } from '#models/pipeline/target'
import { demandMovingDeals } from '#policies/moving_deals'
import { readRemoval } from '#validators/pipeline'

/** Stages, each at its place in its pipeline. */
export default class PipelineStagesController {
  async update(ctx: HttpContext) {
    await PipelineStage.holdPipelineOf(ctx.params.id)
    return new ResourceController().update(ctx)
  }

  async destroy(ctx: HttpContext) {
    await PipelineStage.holdPipelineOf(ctx.params.id)
    const stage = await findForChange(ctx, 'delete', PipelineStage)
    const { reassign_to: target } = await readRemoval({
      ...ctx.request.qs(),
      ...ctx.request.body(),
    })
    if (target) {
      demandMovingDeals(ctx)
      await ensureTargetOfDeals(ctx, target)
      await stage.moveDealsTo(target)
    }
    await stage.delete()
    ctx.response.noContent()
  }
}
