import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#core/access/device'
import { confirmEmailChange, requestEmailChange } from '#plugins/identity/auth/email_change'
import {
  createEmailChangeValidator,
  emailTokenValidator,
} from '#plugins/identity/validators/account'

/** Another e-mail for the caller: `store` asks for a letter to it, `update` answers it. */
export default class EmailChangesController {
  async store(ctx: HttpContext) {
    const { email, password } = await ctx.request.validateUsing(createEmailChangeValidator)
    await requestEmailChange(ctx, email, password)
    ctx.response.accepted({ message: 'Confirm the mail that is on its way to the new address.' })
  }

  async update(ctx: HttpContext) {
    const { token } = await ctx.request.validateUsing(emailTokenValidator)
    await confirmEmailChange(token, deviceOf(ctx))
    ctx.response.send({ message: 'E-mail changed successfully.' })
  }
}
