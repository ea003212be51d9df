import type { HttpContext } from '@adonisjs/core/http'
import { ensureVersion } from '#core/http/answer'
import { notFound } from '#core/http/exceptions/problem'
import CalendarFeed from '#plugins/activities/models/calendar_feed'

/** The feed of the path, locked, where it is the caller's own. @throws 404, 412 */
export async function ownFeed(ctx: HttpContext): Promise<CalendarFeed> {
  const feed = await CalendarFeed.findForUpdate(ctx.params.id)
  if (feed?.userId !== ctx.identity.userId) throw notFound('calendar feed')
  ensureVersion(ctx, feed.version)
  return feed
}
