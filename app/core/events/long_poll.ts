import type { HttpContext } from '@adonisjs/core/http'
import { clientGone } from '#core/http/client_gone'
import { type EventPage, cursorOf, readEvents } from '#core/events/event_log'
import { type EventRequest, readEventRequest, readWait } from '#core/events/event_request'
import type { Position } from '#core/events/position'
import { eventWatcher } from '#core/events/watcher'

/** How often a request looks further by itself where nothing is for its caller. */
const MAX_LOOKS = 10

/**
 * The page of events that a request asks for. Where there is none yet, it waits for as long as the
 * request says, without a connection to the database, and is let in anew before it reads again.
 */
export async function readOrWait(ctx: HttpContext): Promise<EventPage> {
  const query = ctx.request.qs()
  const deadline = Date.now() + readWait(query) * 1_000
  const gone = clientGone(ctx)
  let request: EventRequest | null = null
  for (let looks = 1; ;) {
    const page = await ctx.writeAsCaller(() => {
      request ??= readEventRequest(query, ctx)
      return readEvents(ctx, request)
    })
    if (page.events.length > 0) return page
    if (page.hasMore && looks >= MAX_LOOKS) return page
    if (page.hasMore) looks += 1
    else if ((await waitUntil(ctx, page, deadline, gone)) === null) return page
    request = { ...readEventRequest(query, ctx), after: page.cursor }
  }
}

function waitUntil(
  { identity }: HttpContext,
  { cursor }: EventPage,
  deadline: number,
  signal: AbortSignal
): Promise<Position | null> {
  const milliseconds = deadline - Date.now()
  return eventWatcher.wait(identity.organizationId ?? '', cursor, { milliseconds, signal })
}

export function answerEvents({ response }: HttpContext, page: EventPage): void {
  const events = page.events.map(({ json }) => json).join()
  response
    .header('Content-Type', 'application/json; charset=utf-8')
    .send(`{"results":[${events}],"cursor":"${cursorOf(page.cursor)}","has_more":${page.hasMore}}`)
}
