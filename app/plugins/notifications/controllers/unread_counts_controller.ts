import type { HttpContext } from '@adonisjs/core/http'
import { answerJson } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import { unreadCount } from '#plugins/notifications/models/reading'

/** How many notifications the caller has not read. */
export default class UnreadCountsController {
  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    return answerJson(ctx, unreadCount(ctx))
  }
}
