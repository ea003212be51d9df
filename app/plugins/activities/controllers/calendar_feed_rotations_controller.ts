import type { HttpContext } from '@adonisjs/core/http'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { ownFeed } from '#plugins/activities/calendars/own_feed'

/** That the secret of a calendar feed is another one. */
export default class CalendarFeedRotationsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const feed = await ownFeed(ctx)
    const url = await feed.rotate()
    return answerAction(ctx, 'Calendar feed rotated.', feed.id, {}, { url })
  }
}
