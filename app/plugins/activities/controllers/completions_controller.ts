import type { HttpContext } from '@adonisjs/core/http'
import { answerAction } from '#core/http/answer'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { assertCompletable } from '#plugins/activities/models/concerns/completable'

/** What is done: `store` completes it, `destroy` plans it again. */
export default class CompletionsController {
  async store(ctx: HttpContext) {
    const activity = assertCompletable(await findForChange(ctx, 'update'))
    await takeInput(ctx, 'complete')
    await ctx.request.validateUsing(emptyBodyValidator)
    await activity.complete()
    return answerAction(ctx, `${ctx.resource.title} completed.`, ctx.params.id)
  }

  async destroy(ctx: HttpContext) {
    const activity = assertCompletable(await findForChange(ctx, 'update'))
    await takeInput(ctx, 'reopen')
    await ctx.request.validateUsing(emptyBodyValidator)
    await activity.reopen()
    return answerAction(ctx, `${ctx.resource.title} reopened.`, ctx.params.id)
  }
}
