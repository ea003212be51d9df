import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#core/access/device'
import { changePassword } from '#plugins/identity/auth/password_change'
import { changePasswordValidator } from '#plugins/identity/validators/auth'

/** The caller takes a new password. */
export default class PasswordChangesController {
  async store(ctx: HttpContext) {
    const { request, response } = ctx
    const change = await request.validateUsing(changePasswordValidator)
    await changePassword(ctx, change.old_password, change.new_password, deviceOf(ctx))
    response.send({ message: 'Password changed successfully.' })
  }
}
