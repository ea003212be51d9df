import type { HttpContext } from '@adonisjs/core/http'
import { demandActivatable } from '#models/concerns/activatable'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNothing } from '#validators/closed'

/** A record in use: `store` takes it into use, `destroy` out of it. */
export default class ActivationsController {
  async store(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const record = demandActivatable(await findForChange(ctx, 'update'))
    await record.activate()
    const detail = queryFor(ctx).written(ctx.params.id)
    return answerAction(ctx, `${ctx.resource.title} activated successfully.`, detail)
  }

  async destroy(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const record = demandActivatable(await findForChange(ctx, 'update'))
    await record.deactivate()
    const detail = queryFor(ctx).written(ctx.params.id)
    return answerAction(ctx, `${ctx.resource.title} deactivated successfully.`, detail)
  }
}
