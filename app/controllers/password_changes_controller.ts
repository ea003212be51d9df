import type { HttpContext } from '@adonisjs/core/http'
import { changePassword } from '#auth/password_change'
import { readPasswordChange } from '#validators/auth'

/** The caller takes a new password. */
export default class PasswordChangesController {
  async store({ identity, request, response }: HttpContext) {
    const change = await readPasswordChange(request.body())
    await changePassword(identity, change.old_password, change.new_password)
    response.send({ message: 'Password changed successfully.' })
  }
}
