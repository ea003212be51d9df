import type { HttpContext } from '@adonisjs/core/http'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { sendTest } from '#plugins/emails/test_mail'

/** A mail to the caller, by which they see whether the settings are right. */
export default class EmailSettingsTestsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const email = await sendTest(ctx, ctx.params.id)
    ctx.response.send({ message: `A test was sent to ${email}.` })
  }
}
