import type { HttpContext } from '@adonisjs/core/http'
import { assertActivatable } from '#core/resources/concerns/activatable'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** A record in use: `store` takes it into use, `destroy` out of it. */
export default class ActivationsController {
  async store(ctx: HttpContext) {
    const record = assertActivatable(await findForChange(ctx, 'update'))
    await takeInput(ctx, 'activate')
    await ctx.request.validateUsing(emptyBodyValidator)
    await record.activate()
    return answerAction(ctx, `${ctx.resource.title} activated successfully.`, ctx.params.id)
  }

  async destroy(ctx: HttpContext) {
    const record = assertActivatable(await findForChange(ctx, 'update'))
    await takeInput(ctx, 'deactivate')
    await ctx.request.validateUsing(emptyBodyValidator)
    await record.deactivate()
    return answerAction(ctx, `${ctx.resource.title} deactivated successfully.`, ctx.params.id)
  }
}
