import type { HttpContext } from '@adonisjs/core/http'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { markOne } from '#plugins/notifications/models/reading'

/** That the caller has read a notification: `store` says it, `destroy` takes it back. */
export default class NotificationReadingsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    await markOne(ctx, ctx.params.id, true)
    return answerAction(ctx, 'Notification read.', ctx.params.id)
  }

  async destroy(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    await markOne(ctx, ctx.params.id, false)
    return answerAction(ctx, 'Notification unread.', ctx.params.id)
  }
}
