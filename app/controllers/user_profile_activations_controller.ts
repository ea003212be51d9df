import type { HttpContext } from '@adonisjs/core/http'
import { findForChange } from '#models/record'
import UserProfile from '#models/user_profile'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'

/** A profile in use: `store` takes it into use, `destroy` out of it. */
export default class UserProfileActivationsController {
  async store(ctx: HttpContext) {
    const profile = await findForChange(ctx, 'update', UserProfile)
    await profile.activate()
    const detail = await queryFor(ctx).written(profile.id)
    answerAction(ctx, 'Profile activated successfully.', detail)
  }

  async destroy(ctx: HttpContext) {
    const profile = await findForChange(ctx, 'update', UserProfile)
    await profile.deactivate()
    const detail = await queryFor(ctx).written(profile.id)
    answerAction(ctx, 'Profile deactivated successfully.', detail)
  }
}
