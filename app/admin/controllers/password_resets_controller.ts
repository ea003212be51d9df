import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { userPath } from '#admin/path'
import { deviceOf } from '#core/access/device'
import { sendPasswordReset } from '#plugins/identity/auth/account_administration'
import { conflict } from '#core/http/exceptions/problem'
import User from '#plugins/identity/models/user'

/** A letter with which somebody chooses another password. */
export default class PasswordResetsController {
  async store(ctx: HttpContext) {
    const user = await User.ensureById(ctx.params.id)
    if (!user.isActive) throw conflict('locked_out', `${user.fullName} is locked out.`)
    await sendPasswordReset(user, deviceOf(ctx))
    leave(ctx, userPath(user.id), `A letter is on its way to ${user.email}.`)
  }
}
