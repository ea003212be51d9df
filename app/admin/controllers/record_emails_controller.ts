import type { HttpContext } from '@adonisjs/core/http'
import { emailForm, orderIn } from '#admin/email_form'
import { leave } from '#admin/leave'
import { renderPage } from '#admin/page'
import { organizationPath } from '#admin/path'
import Email from '#plugins/emails/models/email'

/** An e-mail to a person or a lead, from their page. */
export default class RecordEmailsController {
  async create(ctx: HttpContext) {
    return renderPage(ctx, 'records/email', await emailForm(ctx))
  }

  async store(ctx: HttpContext) {
    const { id, toEmail } = await Email.order(ctx.identity, await orderIn(ctx))
    const path = organizationPath(ctx.params.slug, 'emails', id)
    leave(ctx, path, `The e-mail to ${toEmail} is on its way.`)
  }
}
