import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#core/access/device'
import { register } from '#plugins/identity/auth/registration'
import { appUrl } from '#config/app'
import { sendJson } from '#core/http/answer'
import { registrationValidator } from '#plugins/identity/validators/account'

/** A user who wants an account, with or without an organization of their own. */
export default class RegistrationsController {
  async store(ctx: HttpContext) {
    const account = await register(
      await ctx.request.validateUsing(registrationValidator),
      deviceOf(ctx)
    )
    ctx.response.status(201).header('Location', `${appUrl}/api/users/me/`)
    return sendJson(ctx, account)
  }
}
