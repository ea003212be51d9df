import type { HttpContext } from '@adonisjs/core/http'
import Pipeline from '#models/pipeline'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNothing } from '#validators/closed'

/** The pipeline of deals that name none. */
export default class DefaultPipelinesController {
  async store(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const pipeline = await findForChange(ctx, 'update', Pipeline)
    await pipeline.makeDefault()
    return answerAction(ctx, 'Pipeline set as default.', queryFor(ctx).written(pipeline.id))
  }
}
