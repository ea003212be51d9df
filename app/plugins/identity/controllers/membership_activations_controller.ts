import type { HttpContext } from '@adonisjs/core/http'
import Membership from '#plugins/identity/models/membership'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { queryFor } from '#core/resources/query/record_query'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** A membership that counts: `store` lets the member in, `destroy` locks them out. */
export default class MembershipActivationsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const membership = await findForChange(ctx, 'update', Membership)
    await membership.activate()
    const detail = queryFor(ctx).reload(membership.id)
    return answerAction(ctx, 'Membership activated successfully.', detail)
  }

  async destroy(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const membership = await findForChange(ctx, 'update', Membership)
    await membership.deactivate()
    const detail = queryFor(ctx).reload(membership.id)
    return answerAction(ctx, 'Membership deactivated successfully.', detail)
  }
}
