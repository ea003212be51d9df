import type { HttpContext } from '@adonisjs/core/http'
import { answerCreated } from '#core/http/answer'
import CalendarFeed from '#plugins/activities/models/calendar_feed'
import { ownFeed } from '#plugins/activities/calendars/own_feed'
import { calendarFeedValidator } from '#plugins/activities/validators/calendar_feed'

/** Links by which calendars read what the caller has to do. */
export default class CalendarFeedsController {
  async store(ctx: HttpContext) {
    const { name = 'Calendar' } = await ctx.request.validateUsing(calendarFeedValidator)
    const { feed, url } = await CalendarFeed.issue(ctx.identity.userId, name)
    return answerCreated(ctx, feed.id, { url })
  }

  async destroy(ctx: HttpContext) {
    const feed = await ownFeed(ctx)
    await feed.delete()
    ctx.response.noContent()
  }
}
