import type { HttpContext } from '@adonisjs/core/http'
import PipelineStage from '#models/pipeline_stage'
import { findForChange } from '#models/record'
import { demandMovingDeals } from '#policies/moving_deals'
import { answerCreated, answerDetail } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNewStage, readRemoval, readStageChange } from '#validators/pipeline'

/** Stages, each at its place in its pipeline. */
export default class PipelineStagesController {
  async store(ctx: HttpContext) {
    const { pipelineId, details, order } = await readNewStage(ctx.request.body())
    const stage = await PipelineStage.add(pipelineId, details, order)
    answerCreated(ctx, stage.id, await queryFor(ctx).written(stage.id))
  }

  async update(ctx: HttpContext) {
    await PipelineStage.holdPipelineOf(ctx.params.id)
    const stage = await findForChange(ctx, 'update', PipelineStage)
    const { details, order } = await readStageChange(ctx.request.body())
    await stage.revise(details, order)
    answerDetail(ctx, await queryFor(ctx).written(stage.id))
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
      await stage.moveDealsTo(target)
    }
    await stage.delete()
    ctx.response.noContent()
  }
}
