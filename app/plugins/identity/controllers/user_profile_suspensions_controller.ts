import type { HttpContext } from '@adonisjs/core/http'
import { findForChange } from '#core/resources/records/record'
import UserProfile from '#plugins/identity/models/user_profile'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** A profile taken out of use until a user has looked at it. */
export default class UserProfileSuspensionsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const profile = await findForChange(ctx, 'update', UserProfile)
    await profile.suspend()
    return answerAction(ctx, 'Profile suspended successfully.', profile.id)
  }
}
