import type { HttpContext } from '@adonisjs/core/http'
import Membership from '#models/membership'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNothing } from '#validators/closed'

/** A membership that counts: `store` lets the member in, `destroy` locks him out. */
export default class MembershipActivationsController {
  async store(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const membership = await findForChange(ctx, 'update', Membership)
    await membership.activate()
    const detail = queryFor(ctx).written(membership.id)
    return answerAction(ctx, 'Membership activated successfully.', detail)
  }

  async destroy(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const membership = await findForChange(ctx, 'update', Membership)
    await membership.deactivate()
    const detail = queryFor(ctx).written(membership.id)
    return answerAction(ctx, 'Membership deactivated successfully.', detail)
  }
}
