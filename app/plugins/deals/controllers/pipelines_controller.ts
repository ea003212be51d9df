import type { HttpContext } from '@adonisjs/core/http'
import Pipeline from '#plugins/deals/models/pipeline'
import { findForChange } from '#core/resources/records/record'
import { reassignDeals } from '#plugins/deals/reassignment'
import { answerCreated } from '#core/http/answer'
import { createPipelineValidator } from '#plugins/deals/validators/pipeline'

/** Pipelines come with their stages, and go when no deals are in them. */
export default class PipelinesController {
  async store(ctx: HttpContext) {
    const [details, stages] = await ctx.request.validateUsing(createPipelineValidator)
    const pipeline = await Pipeline.establish(details, stages)
    return answerCreated(ctx, pipeline.id)
  }

  async destroy(ctx: HttpContext) {
    const pipeline = await findForChange(ctx, 'delete', Pipeline)
    await reassignDeals(ctx, pipeline)
    await pipeline.delete()
    ctx.response.noContent()
  }
}
