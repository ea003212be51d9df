import type { HttpContext } from '@adonisjs/core/http'
import { findForChange } from '#core/resources/records/record'
import PipelineStage from '#plugins/deals/models/pipeline_stage'
import { reassignDeals } from '#plugins/deals/reassignment'

/** Stages go when no deals are in them. */
export default class PipelineStagesController {
  async destroy(ctx: HttpContext) {
    const stage = await findForChange(ctx, 'delete', PipelineStage)
    await reassignDeals(ctx, stage)
    await stage.delete()
    ctx.response.noContent()
  }
}
