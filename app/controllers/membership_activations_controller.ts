import type { HttpContext } from '@adonisjs/core/http'
import Membership from '#models/membership'
import MembershipPolicy from '#policies/membership_policy'
import { answerAction, demandVersion } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNothing } from '#validators/closed'

/** A membership that counts: `store` lets the member in, `destroy` locks him out. */
export default class MembershipActivationsController {
  async store(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const membership = await findMembership(ctx)
    await membership.activate()
    const detail = await queryFor(ctx).written(membership.id)
    answerAction(ctx, 'Membership activated successfully.', detail)
  }

  async destroy(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const membership = await findMembership(ctx)
    await membership.deactivate()
    const detail = await queryFor(ctx).written(membership.id)
    answerAction(ctx, 'Membership deactivated successfully.', detail)
  }
}

async function findMembership(ctx: HttpContext): Promise<Membership> {
  const membership = await Membership.lock(ctx.params.id)
  await ctx.bouncer.with(MembershipPolicy).authorize('change', membership, 'update')
  demandVersion(ctx, membership.version)
  return membership
}
