import type { HttpContext } from '@adonisjs/core/http'
import Pipeline from '#plugins/deals/models/pipeline'
import { findForChange } from '#core/resources/records/record'
import { ensureTargetOfDeals } from '#plugins/deals/models/pipeline/target'
import DealPolicy from '#plugins/deals/policies/deal_policy'
import { answerCreated } from '#core/http/answer'
import { queryFor } from '#core/resources/query/record_query'
import { createPipelineValidator, removalValidator } from '#plugins/deals/validators/pipeline'

/** Pipelines come with their stages, and go when no deals are in them. */
export default class PipelinesController {
  async store(ctx: HttpContext) {
    const [details, stages] = await ctx.request.validateUsing(createPipelineValidator)
    const pipeline = await Pipeline.establish(details, stages)
    return answerCreated(ctx, pipeline.id, queryFor(ctx).reload(pipeline.id))
  }

  async destroy(ctx: HttpContext) {
    const pipeline = await findForChange(ctx, 'delete', Pipeline)
    const { reassign_to: target } = await removalValidator.validate({
      ...ctx.request.qs(),
      ...ctx.request.body(),
    })
    if (target) {
      await ctx.bouncer.with(DealPolicy).authorize('moveAll')
      await ensureTargetOfDeals(ctx, target)
      await pipeline.moveDealsTo(target)
    }
    await pipeline.delete()
    ctx.response.noContent()
  }
}
