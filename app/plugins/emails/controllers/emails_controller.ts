import type { HttpContext } from '@adonisjs/core/http'
import { answerCreated } from '#core/http/answer'
import Email from '#plugins/emails/models/email'
import { emailValidator } from '#plugins/emails/validators/email'

/** What is written to people and leads. */
export default class EmailsController {
  async store(ctx: HttpContext) {
    const order = await ctx.request.validateUsing(emailValidator)
    const email = await Email.order(ctx.identity, order)
    return answerCreated(ctx, email.id)
  }
}
