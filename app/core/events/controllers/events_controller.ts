import type { HttpContext } from '@adonisjs/core/http'
import { answerEvents, readOrWait } from '#core/events/long_poll'

/** What happened to records, in the order in which it was committed. */
export default class EventsController {
  async index(ctx: HttpContext) {
    answerEvents(ctx, await readOrWait(ctx))
  }
}
