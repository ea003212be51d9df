import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#core/audit/account_event'
import { deviceOf } from '#core/access/device'
import { mustHaveSecondFactor } from '#plugins/identity/auth/login'
import { ensurePassword } from '#plugins/identity/auth/password_proof'
import { conflict } from '#core/http/exceptions/problem'
import { SecondFactor } from '#plugins/identity/models/second_factor'
import User from '#plugins/identity/models/user'
import { refuseParameters } from '#core/resources/query/list_request'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { passwordValidator } from '#plugins/identity/validators/second_factor'

/** What the caller has besides a password: how they stand, setting it up, removing it. */
export default class SecondFactorsController {
  async show({ identity, request, response }: HttpContext) {
    refuseParameters(request.qs())
    const user = await User.findOrFail(identity.userId)
    const standing = await SecondFactor.statusOf(user.id)
    response.send({
      enabled: user.twoFactorEnabled,
      required: mustHaveSecondFactor(user),
      ...standing,
    })
  }

  async store({ identity, request, response }: HttpContext) {
    await request.validateUsing(emptyBodyValidator)
    const user = await User.findOrFail(identity.userId)
    response.created(await SecondFactor.enrol(user))
  }

  async destroy(ctx: HttpContext) {
    const { password } = await ctx.request.validateUsing(passwordValidator)
    const user = await ensurePassword(ctx.identity, password)
    if (mustHaveSecondFactor(user)) {
      throw conflict('two_factor_required', 'Superusers must have a second factor here.')
    }
    await ctx.writeAsCaller(async () => {
      if (!(await SecondFactor.remove(user.id))) return
      await recordAccountEvent('two-factor-disable', user.id, deviceOf(ctx))
    })
    ctx.response.noContent()
  }
}
