import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { userPath } from '#admin/path'
import { endSessions } from '#admin/session_end'
import { deviceOf } from '#core/access/device'
import { changeAccount } from '#plugins/identity/auth/account_administration'
import { conflict } from '#core/http/exceptions/problem'
import User from '#plugins/identity/models/user'

/** A user who may not log in: `store` locks them out at once, `destroy` lets them in again. */
export default class UserSuspensionsController {
  async store(ctx: HttpContext) {
    const user = await User.lock(ctx.params.id)
    if (user.id === ctx.superuser.id)
      throw conflict('own_account', 'You cannot suspend your own account.')
    await changeAccount(user, { is_active: false }, deviceOf(ctx))
    await endSessions(ctx, user.id, 'deactivated')
    leave(ctx, userPath(user.id), 'Locked out, and logged out everywhere.')
  }

  async destroy(ctx: HttpContext) {
    const user = await User.lock(ctx.params.id)
    await changeAccount(user, { is_active: true }, deviceOf(ctx))
    leave(ctx, userPath(user.id), 'May log in again.')
  }
}
