import type { HttpContext } from '@adonisjs/core/http'
import ResourceController from '#core/resources/controllers/resource_controller'
import PipelineStage from '#plugins/deals/models/pipeline_stage'
import { findForChange } from '#core/resources/records/record'
import { ensureTargetOfDeals } from '#plugins/deals/models/pipeline/target'
import DealPolicy from '#plugins/deals/policies/deal_policy'
import { removalValidator } from '#plugins/deals/validators/pipeline'

/** Stages, each at its place in its pipeline. */
export default class PipelineStagesController {
  async update(ctx: HttpContext) {
    await PipelineStage.holdPipelineOf(ctx.params.id)
    return new ResourceController().update(ctx)
  }

  async destroy(ctx: HttpContext) {
    await PipelineStage.holdPipelineOf(ctx.params.id)
    const stage = await findForChange(ctx, 'delete', PipelineStage)
    const { reassign_to: target } = await removalValidator.validate({
      ...ctx.request.qs(),
      ...ctx.request.body(),
    })
    if (target) {
      await ctx.bouncer.with(DealPolicy).authorize('moveAll')
      await ensureTargetOfDeals(ctx, target)
      await stage.moveDealsTo(target)
    }
    await stage.delete()
    ctx.response.noContent()
  }
}
