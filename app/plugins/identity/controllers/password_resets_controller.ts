import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#core/access/device'
import { requestPasswordReset, resetPassword } from '#plugins/identity/auth/password_reset'
import {
  updatePasswordResetValidator,
  createPasswordResetValidator,
} from '#plugins/identity/validators/account'

/** A forgotten password: `store` asks for a letter, `update` answers it with a new one. */
export default class PasswordResetsController {
  async store({ request, response }: HttpContext) {
    const { email } = await request.validateUsing(createPasswordResetValidator)
    await requestPasswordReset(email)
    response.accepted({ message: 'If this address has an account, a mail is on its way.' })
  }

  async update(ctx: HttpContext) {
    const { token, new_password: password } = await ctx.request.validateUsing(
      updatePasswordResetValidator
    )
    await resetPassword(token, password, deviceOf(ctx))
    ctx.response.send({ message: 'Password reset successfully.' })
  }
}
