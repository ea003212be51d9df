import type { HttpContext } from '@adonisjs/core/http'
import { draft } from '#plugins/emails/models/email/draft'
import { emailPreviewValidator } from '#plugins/emails/validators/email'

/** What an e-mail would say. */
export default class EmailPreviewsController {
  async store(ctx: HttpContext) {
    const wording = await ctx.request.validateUsing(emailPreviewValidator)
    const { subject, text, html } = await draft(ctx.identity, wording)
    ctx.response.send({ subject, text, html })
  }
}
