import type { HttpContext } from '@adonisjs/core/http'
import { answerCalendar } from '#plugins/activities/calendars/answer'
import { calendarOf } from '#plugins/activities/models/calendar_feed/read'

/** What a user has to do, for a calendar that has the secret of a feed. */
export default class CalendarsController {
  async show(ctx: HttpContext) {
    answerCalendar(ctx, await calendarOf(String(ctx.params.id), ctx.request.qs().secret))
  }
}
