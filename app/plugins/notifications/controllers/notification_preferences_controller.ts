import type { HttpContext } from '@adonisjs/core/http'
import { answerJson } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import { changePreferences, preferencesOf } from '#plugins/notifications/models/preferences'
import { preferencesValidator } from '#plugins/notifications/validators/preferences'

/** Of what the caller is notified in the active organization, and how. */
export default class NotificationPreferencesController {
  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    return answerJson(ctx, preferencesOf(ctx.identity))
  }

  async update(ctx: HttpContext) {
    const change = await ctx.request.validateUsing(preferencesValidator)
    await changePreferences(ctx.identity, change)
    return answerJson(ctx, preferencesOf(ctx.identity))
  }
}
