import type { HttpContext } from '@adonisjs/core/http'
import { accountOf } from '#plugins/identity/auth/account'
import User from '#plugins/identity/models/user'
import { answerDetail, ensureVersion } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import { updateAccountValidator } from '#plugins/identity/validators/user'

/** The caller's own account. */
export default class AccountsController {
  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    return answerDetail(ctx, await accountOf(ctx.identity))
  }

  async update(ctx: HttpContext) {
    const user = await User.lock(ctx.identity.userId)
    ensureVersion(ctx, user.version)
    await user.merge(await ctx.request.validateUsing(updateAccountValidator)).save()
    return answerDetail(ctx, await accountOf(ctx.identity))
  }
}
