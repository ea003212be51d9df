import type { HttpContext } from '@adonisjs/core/http'
import { takeForm } from '#admin/form_key'
import { leave } from '#admin/leave'
import { recordPath } from '#admin/record'
import { sendTest } from '#plugins/emails/test_mail'

/** A mail to the superuser, by which they see whether the settings of an organization are right. */
export default class EmailSettingsTestsController {
  async store(ctx: HttpContext) {
    takeForm(ctx)
    const { id } = ctx.params
    const email = await sendTest(ctx, id, ctx.superuser.email)
    leave(ctx, recordPath(ctx, id), `A test was sent to ${email}.`)
  }
}
