import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#core/access/device'
import { requestVerification, verifyEmail } from '#plugins/identity/auth/email_verification'
import { emailTokenValidator } from '#plugins/identity/validators/account'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** That a user reads the mail of their address: `store` asks for a letter, `update` answers it. */
export default class EmailVerificationsController {
  async store({ identity, request, response }: HttpContext) {
    await request.validateUsing(emptyBodyValidator)
    await requestVerification(identity)
    response.accepted({ message: 'If your address is not verified yet, a mail is on its way.' })
  }

  async update(ctx: HttpContext) {
    const { token } = await ctx.request.validateUsing(emailTokenValidator)
    await verifyEmail(token, deviceOf(ctx))
    ctx.response.send({ message: 'E-mail verified successfully.' })
  }
}
