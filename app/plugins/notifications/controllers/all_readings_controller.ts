import type { HttpContext } from '@adonisjs/core/http'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { markAll } from '#plugins/notifications/models/reading'

/** That the caller has read all of their notifications. */
export default class AllReadingsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    ctx.response.send({ message: 'Notifications read.', count: await markAll(ctx) })
  }
}
